import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { MailConfig } from '../../config/schema.ts'
import { type MailServer, startMailServer } from '../../lab/mail/start-mail-server.ts'
import { adviceOf } from '../failure.ts'
import type { Mail } from './mail.ts'
import { smtpMailer } from './smtp-mailer.ts'

let server: MailServer

beforeAll(async () => {
  server = await startMailServer()
})
beforeEach(() => {
  server.behave('accept')
  server.received.length = 0
})
afterAll(() => server.down())

const config = (over: Partial<MailConfig> = {}): MailConfig => ({
  host: '127.0.0.1',
  port: server.port,
  secure: false,
  requireTls: false,
  from: 'straggler@example.org',
  timeout: 2000,
  ...over,
})
const mail = (over: Partial<Mail> = {}): Mail => ({
  key: 'case-1:7',
  to: 'owner@example.org',
  subject: 'Grüße from the patch section',
  text: 'Please switch it on.\n',
  ...over,
})
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('the mail was delivered'),
    (error) => ({ type: error.type, message: error.message, advice: adviceOf(error) }),
  )

test('delivered means that the server answered 250 to the data', async () => {
  const delivery = await smtpMailer(config(), 'patch@example.org').send(
    mail({ thread: ['<case-1.3@example.org>', '<case-1.5@example.org>'], data: { hostname: 'WS-1' } }),
  )
  expect(delivery.messageId).toBe('<case-1.7@example.org>')
  expect(delivery.answer).toMatch(/^250 /)

  const [got] = server.received
  expect(got?.messageId).toBe(delivery.messageId)
  expect(got?.subject).toBe('Grüße from the patch section')
  expect(got?.headers.get('auto-submitted')).toBe('auto-generated')
  expect(got?.replyTo?.text).toBe('patch@example.org')
  expect(got?.inReplyTo).toBe('<case-1.5@example.org>')
  expect(got?.references).toEqual(['<case-1.3@example.org>', '<case-1.5@example.org>'])
  expect(JSON.parse(String(got?.attachments[0]?.content))).toEqual({ hostname: 'WS-1' })
})

test('a retry after a lost answer is the same message', async () => {
  server.behave('loseAnswer')
  const lost = await failure(smtpMailer(config()).send(mail()))
  expect(lost.type).toBe('transient')

  server.behave('accept')
  await smtpMailer(config()).send(mail())
  expect(server.received).toHaveLength(2)
  expect(server.mailbox()).toHaveLength(1)
})

test('a refused recipient is permanent and says what to correct', async () => {
  server.behave('refuse')
  expect(await failure(smtpMailer(config()).send(mail()))).toEqual({
    type: 'permanent',
    message: `mail server 127.0.0.1:${server.port} answered "550 no such user here" for owner@example.org`,
    advice: 'Correct the address in the inventory, or allow mail.from to send to it.',
  })
})

test('greylisting passes by itself', async () => {
  server.behave('greylist')
  const { type, message } = await failure(smtpMailer(config()).send(mail()))
  expect(type).toBe('transient')
  expect(message).toContain('451 greylisted')
})

test('a server that is down is tried again, and works again when it is up', async () => {
  await server.down()
  const down = await failure(smtpMailer(config()).send(mail()))
  await server.up()
  expect(down.type).toBe('transient')
  expect(down.message).toContain('ECONNREFUSED')
  expect(down.advice).toMatch(/^Check that the mail server runs/)
  await smtpMailer(config()).send(mail())
  expect(server.received).toHaveLength(1)
})

test('a server that accepts and says nothing is given up after the timeout', async () => {
  const mute = createServer().listen(0, '127.0.0.1')
  await once(mute, 'listening')
  const { port } = mute.address() as { port: number }
  const silent = await failure(smtpMailer(config({ port, timeout: 150 })).send(mail()))
  mute.close()
  expect(silent.type).toBe('transient')
})

test('a wrong password is permanent and names the setting, never the password', async () => {
  const guarded = await startMailServer({ login: { user: 'straggler', password: 'right-one' } })
  const login = (name: string) => ({ port: guarded.port, user: 'straggler', password: `env:${name}` })
  process.env.TEST_MAIL_WRONG = 'wrong-one'
  process.env.TEST_MAIL_RIGHT = 'right-one'

  const wrong = await failure(smtpMailer(config(login('TEST_MAIL_WRONG'))).send(mail()))
  expect(wrong).toMatchObject({ type: 'misconfigured', advice: 'Check mail.user and mail.password.' })
  expect(JSON.stringify(wrong)).not.toContain('wrong-one')

  await smtpMailer(config(login('TEST_MAIL_RIGHT'))).send(mail())
  expect(guarded.received).toHaveLength(1)
  await guarded.down()
})

test('an address with a comma is not two recipients', async () => {
  const odd = await failure(smtpMailer(config()).send(mail({ to: 'a@example.org, b@example.org' })))
  expect(odd.type).toBe('permanent')
  expect(server.received).toHaveLength(0)
})

test('a server without STARTTLS is refused where TLS is required', async () => {
  const { advice } = await failure(smtpMailer(config({ requireTls: true })).send(mail()))
  expect(advice).toContain('mail.requireTls')
  expect(server.received).toHaveLength(0)
})

const hasOpenssl = spawnSync('openssl', ['version']).status === 0

test.skipIf(!hasOpenssl)(
  'STARTTLS is used where offered, and only with a certificate that we trust',
  async () => {
    const { key, cert, certFile } = selfSigned()
    const guarded = await startMailServer({ tls: { key, cert } })
    const { port } = guarded
    const strange = await failure(smtpMailer(config({ port })).send(mail()))
    expect(strange).toMatchObject({ type: 'transient', advice: expect.stringContaining('mail.caFile') })
    expect(guarded.received).toHaveLength(0)

    await smtpMailer(config({ port, requireTls: true, caFile: certFile })).send(mail())
    expect(guarded.received).toHaveLength(1)
    await guarded.down()
  },
)

function selfSigned() {
  const folder = mkdtempSync(join(tmpdir(), 'straggler-mail-'))
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', ...subject]
  execFileSync('openssl', [...made, '-keyout', keyFile, '-out', certFile], { stdio: 'ignore' })
  return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8'), certFile }
}
