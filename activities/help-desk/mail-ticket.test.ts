import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type MailServer, startMailServer } from '../../lab/mail/start-mail-server.ts'
import { smtpMailer } from '../notice/smtp-mailer.ts'
import type { HelpDesk } from './help-desk.ts'
import { mailTicket } from './mail-ticket.ts'
import type { TicketFacts } from './texts/ticket.ts'

let server: MailServer
let desk: HelpDesk

beforeAll(async () => {
  server = await startMailServer()
  const { host, port } = server
  const config = {
    host,
    port,
    secure: false,
    requireTls: false,
    from: 'straggler@example.org',
    timeout: 2000,
  }
  const to = 'patch@example.org'
  desk = mailTicket({ kind: 'mail', to, section: 'patch' }, smtpMailer(config, to))
})
beforeEach(() => {
  server.behave('accept')
  server.received.length = 0
})
afterAll(() => server.down())

const zone = 'Europe/Berlin'
const now = Date.parse('2026-11-24T09:00:00Z')
const facts: TicketFacts = {
  caseId: '3f9a2c1b-77aa-4c11-9f10-5a3f0e6b2d11',
  kind: 'unpatched',
  hostname: 'WS-0417',
  missing: [{ updateId: 'KB5031356', title: 'Cumulative Update', severity: 'Critical' }],
  unpatchedSince: Date.parse('2026-10-20T08:12:00Z'),
  deadline: Date.parse('2026-11-27T16:00:00Z'),
  next: { kind: 'port', at: Date.parse('2026-11-28T08:00:00Z') },
  now,
  zone,
  host: { hostname: 'WS-0417', fqdn: 'ws-0417.example.org', ownerEmail: 'kim@example.org', site: 'main' },
  casePage: 'https://straggler.example.org/cases/3f9a2c1b',
  attempts: 2,
  lastCause: 'installFailed',
}
const { caseId, hostname } = facts

test('a ticket is opened, noted and resolved in one thread', async () => {
  const opened = await desk.open(facts)
  expect(opened.answer).toMatch(/^250 /)
  const until = now + 72 * 3_600_000
  const note = { caseId, hostname, penalty: 'port', target: 'sw-2 Gi1/0/7', until, now, zone } as const
  await desk.note(opened.ref, { key: `${caseId}:9`, ...note })
  await desk.resolve(opened.ref, {
    key: `${caseId}:12`,
    caseId,
    hostname,
    outcome: 'patched',
    evidence: 'live check of 1 update: patched',
    restored: ['port'],
    now,
    zone,
  })

  const [opening, noted, closing] = server.received
  expect(opening?.messageId).toBe(opened.ref)
  expect(opening?.subject).toBe('[straggler 3f9a2c1b] WS-0417 needs attention')
  expect(noted?.inReplyTo).toBe(opened.ref)
  expect(closing?.inReplyTo).toBe(opened.ref)
  expect(closing?.references).toBe(opened.ref)
  expect(closing?.subject).toBe('Re: [straggler 3f9a2c1b] WS-0417 needs attention')
  expect(JSON.parse(String(opening?.attachments[0]?.content))).toMatchObject({
    section: 'patch',
    caseId,
    deadline: '2026-11-27T16:00:00.000Z',
  })
  expect(String(opening?.attachments[0]?.content)).not.toContain('kim@example.org')
  expect(opening?.text).toMatchInlineSnapshot(`
    "For the patch section: 1 missing update for 35 days.

    The computer WS-0417 has 1 missing update.
    It has been like that for 35 days, since Tue 20 Oct 2026, 10:12 +02:00.

      KB5031356  Cumulative Update  (Critical)

    Host        ws-0417.example.org
    Owner       kim@example.org
    Site        main
    Attempts    2 reached the host and failed, last cause: installFailed
    Case        3f9a2c1b-77aa-4c11-9f10-5a3f0e6b2d11
    Page        https://straggler.example.org/cases/3f9a2c1b

    DEADLINE
    Fri 27 Nov 2026, 17:00 +01:00 (in 3 days).

    WHAT HAPPENS NEXT
    Not before Sat 28 Nov 2026, 09:00 +01:00 (in 3 days):
      the network socket of the computer is shut off: it reaches nothing
      but the patch servers, or nothing at all.

    IF THE USER CALLS
    Account or network may be off because of this. Nothing is broken.
    To get the user working:

      straggler repair WS-0417 --reason "user called"

    This gives back for a while what the installation needs, asks the patch tool
    to install, and checks. Ask the user to leave the computer on and connected.
    Patched: everything stays on and this ticket is closed by itself.
    Not patched: what was given back may be taken again later.

    Please do not enable the account or the port by hand: it looks like somebody
    else's change, and Straggler would stop and ask.

    IF IT MUST WAIT
      straggler hold WS-0417 --reason "..."    stops the clock
      straggler resume WS-0417                 starts it again
      straggler case WS-0417                   what happened, what is next
    "
  `)
  expect(noted?.text?.split('IF THE USER CALLS')[0]).toMatchInlineSnapshot(`
    "Switched off by Straggler: sw-2 Gi1/0/7
      the network socket of the computer: it reaches nothing but the
      patch servers, or nothing at all.

    At the latest it is given back on Fri 27 Nov 2026, 10:00 +01:00 (in 3 days).

    "
  `)
  expect(closing?.text).toMatchInlineSnapshot(`
    "RESOLVED: patched, Tue 24 Nov 2026, 10:00 +01:00

    Evidence: live check of 1 update: patched

    Switched on again, and checked:
      the network socket of the computer

    This ticket can be closed.
    "
  `)
})

test('a case has one ticket, whatever happens to the answer', async () => {
  server.behave('loseAnswer')
  await expect(desk.open(facts)).rejects.toMatchObject({ type: 'transient' })
  server.behave('accept')
  const first = await desk.open(facts)
  const second = await desk.open({ ...facts, now: now + 60_000 })
  expect(second.ref).toBe(first.ref)
  expect(server.received).toHaveLength(3)
  expect(server.mailbox()).toHaveLength(1)
})

test('two cases of one host have two tickets', async () => {
  const first = await desk.open(facts)
  const second = await desk.open({ ...facts, caseId: 'bbbbbbbb-77aa-4c11-9f10-5a3f0e6b2d11' })
  expect(second.ref).not.toBe(first.ref)
})
