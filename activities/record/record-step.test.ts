import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { asks } from '../../store/asks.ts'
import { cases } from '../../store/cases.ts'
import { openStore, type Store } from '../../store/database.ts'
import { createTrail } from '../../trail/append.ts'
import { prepareTrail } from '../../trail/documents.ts'
import { exportTrail } from '../../trail/export.ts'
import { hostTrail } from '../../trail/read.ts'
import { verifyTrail } from '../../trail/verify.ts'
import type { CaseAction } from '../../workflows/host-case/contract.ts'
import type { StepRecord } from '../../workflows/host-case/record.ts'
import { createRecord } from './record-step.ts'

let store: Store
let record: (step: StepRecord) => Promise<void>

beforeAll(async () => {
  store = await openStore(inject('mongoUri'), `record-${randomUUID()}`)
  await prepareTrail(store.db)
  const trail = createTrail(store.db, { log: 'test', gitSha: 'test' })
  record = createRecord({ db: store.db, trail, hostnameOf: async () => 'WS-0417' })
})
afterAll(async () => {
  await store.db.dropDatabase()
  await store.close()
})

const view: StepRecord['view'] = {
  ...{ state: 'monitored', control: 'running', deadline: null, person: null, outcome: null, rung: null },
  ...{ next: { at: 9, what: 'open a ticket', why: 'it is due' }, held: [] },
  ...{ attempts: 0, cycles: 0, band: 'P1', ahead: null },
}

const about = {
  ...{ kind: 'unpatched' as const, machineVersion: 1, policyHash: 'h', unpatchedSince: 1, openedAt: 2 },
}

function stepOf(host: string, step: number, more: Partial<StepRecord> = {}): StepRecord {
  const event = { type: 'sighted', seenAt: 3, source: 'sw-1', at: 4 } as const
  return {
    hostRef: host,
    caseId: `case of ${host}`,
    step,
    at: 4,
    event,
    from: 'woken',
    actions: [],
    view,
    about,
    ...more,
  }
}

const ask = (seq: number): CaseAction => ({
  type: 'askPerson',
  params: { seq, ask: 'investigating', choices: ['repair'] },
})
const asking = (seq: number) => ({ ...view, person: { ask: 'investigating' as const, seq } })
const stepsOf = async (host: string) =>
  (await hostTrail(store.db, host)).map(({ step, after }) => `${step}: ${after?.orders}`)

test('the same step again changes nothing', async () => {
  await record(stepOf('a', 1))
  await record(stepOf('a', 2))
  await record(stepOf('a', 1))
  expect(await stepsOf('a')).toEqual(['step 1: ', 'step 2: '])
  expect(await cases(store.db).findOne({ hostRef: 'a' })).toMatchObject({ step: 2 })
})

test('a step that was lost and decided anew stands beside the lost one, and in its place in lists', async () => {
  await record(stepOf('b', 1, { actions: [ask(7)], view: asking(7) }))
  await record(stepOf('b', 2, { view: { ...view, state: 'closed' } }))
  const anew = stepOf('b', 1, { actions: [{ type: 'run', params: { seq: 7, kind: 'ticket' } }] })
  await record(anew)
  await record(anew)
  expect(await stepsOf('b')).toEqual([
    'step 1: ask a person: investigating 7',
    'step 2: ',
    'step 1, decided anew 1: run ticket 7',
  ])
  expect(await cases(store.db).findOne({ hostRef: 'b' })).toMatchObject({ step: 1, state: 'monitored' })
  expect(await asks(store.db).findOne({ hostRef: 'b' })).toMatchObject({ answer: { decision: 'withdrawn' } })
  await record(stepOf('b', 2, { actions: [ask(8)], view: asking(8) }))
  expect(await stepsOf('b')).toContain('step 2, decided anew 1: ask a person: investigating 8')
  expect(await cases(store.db).findOne({ hostRef: 'b' })).toMatchObject({ step: 2, person: { seq: 8 } })
  expect((await verifyTrail(exportTrail(store.db, 'b'))).faults).toEqual([])
})

test('a question whose withdrawal was lost is open again', async () => {
  await record(stepOf('c', 1, { actions: [ask(3)], view: asking(3) }))
  await record(stepOf('c', 2, { actions: [{ type: 'withdrawAsk', params: { seq: 3 } }] }))
  expect(await asks(store.db).findOne({ hostRef: 'c' })).toMatchObject({ answer: { decision: 'withdrawn' } })
  await record(stepOf('c', 2, { view: asking(3) }))
  expect(await asks(store.db).findOne({ hostRef: 'c' })).toMatchObject({ seq: 3, answer: null })
})
