import { setTimeout as sleep } from 'node:timers/promises'
import { ApplicationFailure } from '@temporalio/common'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import type { EffectKind } from '../../domain/effect.ts'
import type { Rung } from '../../domain/rung.ts'
import { testNamespace } from '../../setup/test-namespace.ts'
import { openCase, openGate, openStage, type Stage, type StagedCase, type World } from './test-stage.ts'
import { rung, times, world } from './test-times.ts'

const long = 3_600_000
const ladder = [rung('ownerNotice', 0), rung('ticket', 0), rung('machineAccount', 1000)]
const informed = [rung('ownerNotice', 0), rung('ticket', long)]

/** What is special about the outside world of one case, by its caseId. */
const special = new Map<string, { plan: Rung[]; does: Partial<Record<EffectKind, World>> }>()
let stage: Stage

beforeAll(async () => {
  const byCase: World = (effect) => {
    const { plan, does } = special.get(effect.caseId) ?? { plan: informed, does: {} }
    return world(plan, does)(effect)
  }
  const address = inject('temporalAddress')
  stage = await openStage({ address, namespace: await testNamespace(), world: byCase })
  await stage.startWorker()
  await openGate(stage)
})
afterAll(() => stage.close())

async function open(plan: Rung[], does: Partial<Record<EffectKind, World>> = {}): Promise<StagedCase> {
  const caseId = crypto.randomUUID()
  special.set(caseId, { plan, does })
  return openCase(stage, { caseId, times })
}

const in_ = (state: string) => (view: { state: string }) => view.state === state
const eventsOf = async ({ handle }: StagedCase) => (await handle.fetchHistory()).events ?? []

test('each order is carried out after the record of the step that gave it', async () => {
  const host = await open(ladder)
  await host.until(in_('monitored'))
  await host.tell({ type: 'sighted', seenAt: Date.now() + 1000, source: 'sw-1' })
  await host.until(in_('accountDisabled'))
  await host.until(({ held }) => held.length === 1)
  await host.tell({ type: 'patched', evidence: 'report' })
  await host.handle.result()

  const effects = stage.performed.filter(({ caseId }) => caseId === host.caseId)
  expect(effects.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['machineAccount', 'undo']))
  for (const { kind, seq } of effects) {
    const ordering = stage.records.find(
      ({ caseId, actions }) => caseId === host.caseId && orders(actions, seq),
    )
    const recorded = stage.log.indexOf(`${host.caseId} record ${ordering?.step}`)
    expect(recorded).toBeGreaterThanOrEqual(0)
    expect(recorded).toBeLessThan(stage.log.indexOf(`${host.caseId} ${kind}:${seq}`))
  }
})

const orders = (actions: { type: string; params: object }[], seq: number) =>
  actions.some(({ type, params }) => type === 'run' && 'seq' in params && params.seq === seq)

test('an effect that fails for good is given up and heard as failed', async () => {
  const advice = 'ask the mail server'
  const refuse = () => {
    throw ApplicationFailure.nonRetryable('mailbox full', 'permanent', { advice })
  }
  const host = await open(informed, { ownerNotice: refuse })
  await expect.poll(() => host.recordsOf('effect.failed'), { timeout: 20_000 }).toHaveLength(1)
  const failure = { type: 'effect.failed', why: 'mailbox full', advice }
  const given = stage.givenUp.filter(([{ caseId }]) => caseId === host.caseId)
  expect(given).toMatchObject([[{ kind: 'ownerNotice' }, failure]])
  expect(host.recordsOf('effect.failed')).toMatchObject([{ event: failure }])
})

test('an effect that only fails now is tried again and not given up', async () => {
  let tries = 0
  const stumble: World = () => {
    tries += 1
    if (tries === 1) throw new Error('connection reset')
    return { type: 'effect.done', ref: 'mail-1' }
  }
  const host = await open(informed, { ownerNotice: stumble })
  await expect.poll(() => host.recordsOf('effect.done').length, { timeout: 20_000 }).toBe(1)
  expect(tries).toBe(2)
  expect(stage.givenUp.filter(([{ caseId }]) => caseId === host.caseId)).toEqual([])
})

test.each(['while the ticket is being closed', 'in the moment of closing'])(
  'a report that names the host %s starts its next case',
  async (moment) => {
    const closing = Promise.withResolvers<void>()
    const goOn = Promise.withResolvers<void>()
    const closeTicket: World = async () => {
      closing.resolve()
      await goOn.promise
      return { type: 'effect.done', ref: 'closed' }
    }
    const host = await open([rung('ownerNotice', 0), rung('ticket', 0)], { closeTicket })
    await host.until(in_('investigating'))
    await host.tell({ type: 'patched', evidence: 'live check' })
    await closing.promise
    if (moment.startsWith('while')) {
      await host.tell({ type: 'reported', reportId: 'r-2' })
      await expect.poll(() => eventsOf(host).then(signals)).toBe(2)
      goOn.resolve()
    } else {
      goOn.resolve()
      await host.tell({ type: 'reported', reportId: 'r-2' })
    }
    await expect.poll(() => casesOf(host), { timeout: 20_000 }).toHaveLength(2)
    const [first, second] = casesOf(host)
    expect(first).toBe(host.caseId)
    expect(stage.records.findLast(({ caseId }) => caseId === first)?.view).toMatchObject({
      state: 'closed',
      outcome: 'patched',
    })
    expect(stage.records.find(({ caseId }) => caseId === second)).toMatchObject({
      step: 1,
      event: { type: 'opened' },
      about: { kind: 'unpatched' },
    })
  },
)

const signals = (events: { workflowExecutionSignaledEventAttributes?: unknown }[]) =>
  events.filter((event) => event.workflowExecutionSignaledEventAttributes).length

const casesOf = ({ handle }: StagedCase) => [
  ...new Set(
    stage.records
      .filter(({ hostRef }) => handle.workflowId === `case/${hostRef}`)
      .map(({ caseId }) => caseId),
  ),
]

test('a pause freezes the delays; afterwards they go on with what was left', async () => {
  const wait = 6000
  const host = await open([rung('ownerNotice', 0), rung('ticket', wait)])
  const { next } = await host.until(({ rung: due, state }) => due === 'ticket' && state === 'monitored')
  await host.command({ type: 'hold', hold: 'paused', reason: 'moving house' })
  const paused = Date.now()
  await sleep(wait + 1000)
  expect(host.recordsOf('effect.done')).toHaveLength(1)
  expect(host.view()).toMatchObject({ control: 'paused', state: 'monitored', rung: 'ticket' })

  await host.command({ type: 'resume', hold: 'paused', reason: 'moved' })
  const resumed = Date.now()
  const left = Number(next.at) - paused
  await expect.poll(() => ticketOf(host), { timeout: 20_000 }).toBeDefined()
  const ordered = Number(ticketOf(host)?.at)
  expect(ordered - resumed).toBeGreaterThan(left - 1000)
  expect(ordered - resumed).toBeLessThan(left + 3000)
})

const ticketOf = (host: StagedCase) =>
  stage.records.find(
    ({ caseId, actions }) =>
      caseId === host.caseId &&
      actions.some(({ type, params }) => type === 'run' && (params as { kind?: string }).kind === 'ticket'),
  )

test('a case costs few history events, and one timer however many delays it has armed', async () => {
  const host = await open([rung('ownerNotice', 0), rung('ticket', 1000)])
  await host.until(({ rung: due }) => due === null, 20_000)
  await host.tell({ type: 'patched', evidence: 'report' })
  await host.handle.result()
  const events = await eventsOf(host)
  const timers = events.filter(({ timerStartedEventAttributes }) => timerStartedEventAttributes)
  expect(timers.length).toBeLessThanOrEqual(3)
  // Locate, notice, attempt, ticket, closing the ticket, telling the owner: 6 effects, 1 timer, 1 signal.
  expect(events.length).toBeLessThanOrEqual(70)
})
