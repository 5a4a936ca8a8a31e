import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CaseAnswer } from '../api/case-answer.ts'
import { slapdMissing } from '../lab/directory/start-slapd.ts'
import { everythingOf } from './kill/everything.ts'
import { expectOnce } from './kill/expect-once.ts'
import { expectedMails } from './kill/expected-mails.ts'
import { type Killed, killInTurn } from './kill/kill-in-turn.ts'
import { killedCompany } from './kill/killed-company.ts'
import { effectsIn, isDone, isPenalty, type RecordedEffect } from './kill/record.ts'
import { type KillableLab, startLab } from './kill/start-lab.ts'
import { turnsOf } from './kill/turns-of.ts'
import { whatIsHeld } from './kill/what-is-held.ts'
import { startWitness, type Witness } from './kill/witness.ts'

/** Another seed is another 20 kills: `STRAGGLER_KILL_SEED=7 npm test e2e/kill`. */
const seed = Number(process.env.STRAGGLER_KILL_SEED ?? 1)
const minute = 60_000
const story = 'all cases come to rest'

const company = killedCompany()
const patchable = company.stragglers.filter(({ nature }) => nature !== 'lost' && nature !== 'brokenServer')

describe(`20 times kill -9 (seed ${seed})`, () => {
  let lab: KillableLab
  let witness: Witness
  let killed: Killed[]
  let before: object
  let effects: RecordedEffect[]

  let isAtRest = false

  const everything = () => Promise.all(company.hosts.map((host) => everythingOf(lab.running, host)))

  beforeAll(async () => {
    lab = await startLab(company)
    before = await everything()
    witness = startWitness(lab.running, company.stragglers)
  })
  // What follows looks at the end of one story; of a story that did not end it would say nothing.
  beforeEach(({ task, skip }) => skip(!isAtRest && task.name !== story, 'the cases did not come to rest'))
  afterAll(async () => {
    witness?.stop()
    await lab?.stop()
  })

  test(
    story,
    async () => {
      await lab.report()
      const begun = Date.now()
      killed = await killInTurn(lab, witness, seed)
      const times = killed.map(({ victim, at }) => `${victim} ${((at - begun) / 1000).toFixed(1)}`)
      console.log(`seed ${seed}, killed at second: ${times.join(', ')}`)
      for (const end of lab.ownEnds) console.log(`ended by itself and was started again: ${end}`)
      await expect.poll(() => waitedFor(lab), { timeout: 3 * minute, interval: 1_000 }).toEqual([])
      await expect.poll(async () => (await recorded(lab)).filter(isOpen), { timeout: minute }).toEqual([])
      effects = await recorded(lab)
      console.log(`all cases are at rest after ${Math.round((Date.now() - begun) / 1000)} s`)
      isAtRest = true
    },
    6 * minute,
  )

  test('every case went on: closed as patched, or with a person where nothing can be patched', async () => {
    const cases = await casesOf(lab)
    expect(cases.map(({ hostname }) => hostname).toSorted()).toEqual(
      company.stragglers.map(({ hostname }) => hostname).toSorted(),
    )
    const closed = cases.filter(({ outcome }) => outcome === 'patched')
    expect(closed.map(({ hostname }) => hostname).toSorted()).toEqual(
      patchable.map(({ hostname }) => hostname).toSorted(),
    )
  })

  test('everything that the trail calls done was mailed, and nothing else', () => {
    const { must, may } = expectedMails(effects)
    const sent = new Set(witness.mails.map(({ messageId }) => messageId))
    expect([...must].filter((id) => !sent.has(id))).toEqual([])
    expect([...sent].filter((id) => !may.has(id))).toEqual([])
  })

  // SMTP knows no idempotency: when a kill takes the server's 250 away, the mail is sent again under the
  // same Message-ID, and mailboxes and ticket systems take both for one (RFC 5322 section 3.6.4).
  test('a mail came again only where a kill may have taken the answer to the one before', () => {
    for (const copies of Map.groupBy(witness.mails, ({ messageId }) => messageId).values()) {
      for (const [index, again] of copies.slice(1).entries()) {
        const first = copies[index]?.at ?? 0
        const excuse = killed.find(
          ({ victim, at }) => victim !== 'api' && at > first - 2_000 && at < again.at,
        )
        expect(excuse, `${again.messageId} ${again.subject}`).toBeDefined()
      }
    }
  })

  test('each install order was carried out once, however often it was sent', () => {
    const { installs, orders } = lab.running.patchTool
    const attempts = effects.filter(({ kind }) => kind === 'patchAttempt').map(({ key }) => key)
    expect(installs).toHaveLength(new Set(orders).size)
    expect([...new Set(orders)].filter((key) => !attempts.includes(key))).toEqual([])
  })

  test('each port went down once for each penalty, and up again', () => {
    const turns = witness.ports.map(({ hostname, to }) => ({ name: hostname, isTaken: to === 'down' }))
    const { taken, odd } = turnsOf(turns)
    expect(odd).toEqual([])
    const hostnames = new Map(company.hosts.map((host) => [`${host.switch} ${host.port}`, host.hostname]))
    expectOnce(
      taken,
      effects,
      ({ kind }) => kind === 'port',
      (target) => hostnames.get(target) ?? target,
    )
    expect([...taken.values()].length).toBeGreaterThan(0)
    const marks = witness.aliases.filter(({ alias }) => alias.startsWith('straggler '))
    expect(new Set(marks.map(({ alias }) => alias)).size).toBe(marks.length)
  })

  test.skipIf(slapdMissing())('each account was locked once for each penalty, and unlocked again', () => {
    const turns = witness.accounts().map(({ dn, to }) => ({ name: nameIn(dn), isTaken: to === 'locked' }))
    const { taken, odd } = turnsOf(turns)
    expect(odd).toEqual([])
    expectOnce(taken, effects, ({ kind }) => kind === 'machineAccount' || kind === 'userAccount')
    expect([...taken.values()].length).toBeGreaterThan(0)
  })

  test('accounts and ports are exactly as before', async () => {
    expect(await everything()).toEqual(before)
  })

  test('the record is whole: chains verify, and every intent has its outcome', async () => {
    const verified = await lab.cli('trail', 'verify', '--json')
    expect(verified).toMatchObject({ code: 0 })
    expect(JSON.parse(verified.stdout)).toMatchObject({ faults: [] })
    expect(effects.filter(isOpen)).toEqual([])
    expect(effects.length).toBeGreaterThan(50)
  })

  test('every penalty had a grant, and nothing is held any more', async () => {
    const { held, used } = await whatIsHeld(lab.mongoUri)
    expect(held).toEqual([])
    const keysOf = (wanted: (effect: RecordedEffect) => boolean) =>
      effects.filter((effect) => isPenalty(effect) && wanted(effect)).map(({ key }) => key)
    expect(keysOf(isDone).filter((key) => !used.includes(key))).toEqual([])
    // One that was given up may have been written, and was taken back.
    const known = keysOf(({ result }) => result === 'effect.done' || result === 'effect.failed')
    expect(used.filter((key) => !known.includes(key))).toEqual([])
    const offline = await lab.cli('undo', '--offline', '--dry-run', '--json')
    expect(JSON.parse(offline.stdout)).toMatchObject({ items: [] })
  })
})

const isOpen = ({ result }: RecordedEffect): boolean => result === null

const nameIn = (dn: string): string => /^(?:cn|uid)=([^,]+)/i.exec(dn)?.[1] ?? dn

async function casesOf({ api }: KillableLab): Promise<CaseAnswer[]> {
  const { items } = await api.get<{ items: CaseAnswer[] }>('/cases', { limit: 100 })
  return items
}

/** Cases that still do something by themselves. */
async function waitedFor(lab: KillableLab): Promise<string[]> {
  const cases = await casesOf(lab).catch(() => null)
  if (cases === null) return ['the API']
  const moving = cases.filter(({ state, person }) => state !== 'closed' && person === null)
  return moving.map(({ hostname, state, next }) => `${hostname} ${state}: ${next.what}, ${next.why}`)
}

async function recorded({ cli }: KillableLab): Promise<RecordedEffect[]> {
  const { code, stdout, stderr } = await cli('trail', 'export')
  if (code !== 0) throw new Error(stderr)
  return effectsIn(stdout)
}
