import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { setKillSwitch } from '../../store/settings.ts'
import { trailTail } from '../../trail/read.ts'
import type { CaseAction, Held } from '../../workflows/host-case/contract.ts'
import type { StepRecord } from '../../workflows/host-case/record.ts'
import { withTally } from './tally-step.ts'
import { askFor, openGate, type TestGate } from './test-gate.ts'

let gate: TestGate
let record: (step: StepRecord) => Promise<void>
let at: number

beforeEach(async () => {
  gate = await openGate(inject('mongoUri'), 50)
  record = withTally(gate.db, gate.breaker, async () => {})
  at = Date.now()
})

afterEach(async () => {
  await gate.db.dropDatabase()
  await gate.close()
})

const step = (more: Partial<StepRecord> & Pick<StepRecord, 'event'>): StepRecord =>
  ({ hostRef: 'h', caseId: 'c', step: 1, at, from: 'asking', actions: [], ...more }) as StepRecord
const ordered = (caseId: string, ...actions: CaseAction[]) =>
  record(step({ caseId, actions, event: { type: 'granted', key: '', at } }))
const penalty = (seq: number): CaseAction => ({ type: 'run', params: { seq, kind: 'port' } })
const undo = (seq: number, of: number): CaseAction => ({ type: 'run', params: { seq, kind: 'undo', of } })
const failed = { type: 'effect.failed', why: '', advice: '' } as const

async function penalties(done: number, broken: number): Promise<void> {
  for (let n = 0; n < done + broken; n++) {
    const event = n < done ? ({ type: 'effect.done' } as const) : failed
    await ordered(`c${n}`, penalty(1))
    await record(step({ caseId: `c${n}`, event: { ...event, seq: 1, at } }))
  }
}

const start = () => setKillSwitch(gate.db, { on: false, by: 'kim', reason: 'switch is back', at: Date.now() })
const answer = async () =>
  (await gate.activities.decideAsks([askFor(1)])).answers.map(({ verdict }) => verdict)
const system = async () =>
  (await trailTail(gate.db, { after: { ts: 0, key: '' }, limit: 10 })).items.map(({ action, reason }) => ({
    action,
    reason,
  }))

test('grants go on while few effects fail', async () => {
  await penalties(19, 1)
  expect(await gate.breaker()).toBeNull()
  expect(await answer()).toEqual(['granted'])
})

test('too many failures stop all grants until a person says so, and the trail says why, once', async () => {
  await penalties(3, 2)
  const { answers, waiting } = await gate.activities.decideAsks([askFor(1)])
  expect(answers).toEqual([])
  expect(waiting).toMatchObject([{ rule: 'R5', why: expect.stringContaining('2 of 5 effects failed') }])
  const why = '2 of 5 effects failed or are unverified in 15m'
  expect(await system()).toEqual([{ action: 'breaker.trip', reason: { rule: 'R5', why } }])

  await start()
  expect(await answer()).toEqual(['granted'])
  expect(await system()).toHaveLength(1)
})

test('it trips by itself, also while nobody asks the gate', async () => {
  await penalties(3, 2)
  expect(await system()).toHaveLength(1)
})

test('a step that is recorded again is not counted again', async () => {
  await penalties(4, 1)
  await penalties(4, 1)
  expect(await gate.breaker()).toBeNull()
})

test('penalties that persons take back as wrong trip it; a response does not', async () => {
  await penalties(5, 0)
  const view = { held: [{ seq: 1 } as Held] } as StepRecord['view']
  const by = { by: 'help desk', reason: 'wrong host', at }
  await record(step({ caseId: 'c0', view, event: { ...by, type: 'release', outcome: 'reversed' } }))
  await record(step({ caseId: 'c1', view, event: { type: 'patched', evidence: 'live check', at } }))
  expect(await gate.breaker()).toBeNull()
  await record(step({ caseId: 'c2', view, event: { ...by, type: 'release', outcome: 'reversed' } }))
  expect(await gate.breaker()).toContain('2 penalties reversed by a person, 5 done')
})

test('a release that does not end trips it', async () => {
  at = Date.now() - 16 * 60_000
  await ordered('c', penalty(1))
  await record(step({ event: { type: 'effect.done', seq: 1, at } }))
  await ordered('c', undo(2, 1))
  expect(await gate.breaker()).toContain('a release is unfinished for more than 15m')
})
