import { ApplicationFailure } from '@temporalio/common'
import { afterEach, describe, expect, test } from 'vitest'
import { freePort } from '../../lab/directory/free-port.ts'
import { loseAnswers } from '../../lab/directory/lose-answers.ts'
import { slapdMissing, startSlapd } from '../../lab/directory/start-slapd.ts'
import { adviceOf } from '../failure.ts'
import { accountPenalty } from './account.ts'
import { configFor, inventoryHost, penalise, useScene } from './scene.ts'

const host = inventoryHost('WS-0417')

/** Runs `job` and gives the failure it ends with. */
const failureOf = (job: Promise<unknown>) =>
  job.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => {
      expect(error).toBeInstanceOf(ApplicationFailure)
      return error as ApplicationFailure
    },
  )

describe.skipIf(slapdMissing())(`a directory that fails ${slapdMissing() ?? ''}`, () => {
  const scene = useScene(startSlapd)
  const accounts = (more: object) => accountPenalty(configFor(scene.lab, more), 'userAccount')
  afterEach(() => {
    delete process.env.WRONG_PASSWORD
  })

  test('a wrong password is not tried again, and is not told', async () => {
    process.env.WRONG_PASSWORD = 'not-the-password'
    const failure = await failureOf(accounts({ password: 'env:WRONG_PASSWORD' }).find(host))
    expect(failure).toMatchObject({ type: 'misconfigured', message: expect.stringContaining('49') })
    expect(adviceOf(failure)).toContain('env:WRONG_PASSWORD')
    expect(JSON.stringify(failure)).not.toContain('not-the-password')
  })

  test('a secret that cannot be read is named', async () => {
    const failure = await failureOf(accounts({ password: 'env:WRONG_PASSWORD' }).find(host))
    expect(failure).toMatchObject({
      type: 'misconfigured',
      message: expect.stringContaining('WRONG_PASSWORD'),
    })
  })

  test('a server that is down is tried again', async () => {
    const failure = await failureOf(accounts({ url: `ldap://127.0.0.1:${await freePort()}` }).find(host))
    expect(failure).toMatchObject({ type: 'transient', message: expect.stringContaining('did not answer') })
  })

  test('a password is not sent in clear to another machine', async () => {
    const failure = await failureOf(accounts({ url: 'ldap://192.0.2.1' }).find(host))
    expect(failure).toMatchObject({ type: 'misconfigured', message: expect.stringContaining('in clear') })
  })

  test('an account that is gone is said to be gone', async () => {
    const guid = '00000000-0000-4000-8000-000000000000'
    const gone = { id: `account:${guid}`, kind: 'userAccount', name: 'gone', locator: { guid } } as const
    const failure = await failureOf(accounts({}).read(gone))
    expect(failure).toMatchObject({ type: 'permanent', message: expect.stringContaining('no longer') })
  })

  test('a missing right is named', async () => {
    const as = `UID=noor,OU=People,${scene.lab.baseDn}`
    const account = await penalise(scene, 'userAccount', accounts({ bindDn: as }))
    const failure = await failureOf(account.close(await account.read(), 'case-1:4'))
    expect(failure).toMatchObject({ type: 'misconfigured', message: expect.stringContaining('50') })
    expect(adviceOf(failure)).toContain(as)
  })

  test('a lost answer fails as passing, and the next reading tells what was done', async () => {
    const lossy = await loseAnswers(scene.lab.url)
    const account = await penalise(scene, 'userAccount', accounts({ url: lossy.url }))
    const from = await account.read()

    expect(await failureOf(account.close(from, 'case-1:4'))).toMatchObject({ type: 'transient' })
    expect(await account.read()).toMatchObject({ state: 'closed', mark: 'case-1:4' })
    await account.close(from, 'case-1:4')

    expect(await failureOf(account.reopen(from.prior, 'case-1:4'))).toMatchObject({ type: 'transient' })
    expect(await account.read()).toEqual(from)
    await account.reopen(from.prior, 'case-1:4')
    lossy.stop()
  })
})
