import { fileURLToPath } from 'node:url'
import type { Db } from 'mongodb'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { testNamespace } from '../../setup/test-namespace.ts'
import { cases, saveCase } from '../../store/cases.ts'
import { openStore } from '../../store/database.ts'
import { wakeOutdated } from '../../worker/wake-outdated.ts'
import { openCase, openStage, type Stage, type StagedCase } from '../interpret/test-stage.ts'
import { rung, times, world } from '../interpret/test-times.ts'
import type { StepRecord } from './record.ts'

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url))

let db: Db
let stage: Stage
let closeStore: () => Promise<void>

beforeAll(async () => {
  const store = await openStore(inject('mongoUri'), `test-${crypto.randomUUID()}`)
  db = store.db
  closeStore = store.close
  stage = await openStage({
    address: inject('temporalAddress'),
    namespace: await testNamespace(),
    workflowsPath: pathOf('./test-older-workflows.ts'),
    world: world([rung('ownerNotice', 0), rung('ticket', 15_000)]),
    keep,
  })
})
afterAll(async () => {
  await stage.close()
  await db.dropDatabase()
  await closeStore()
})

/** As the product's record does. */
const keep = async ({ caseId, hostRef, step, at, view, about }: StepRecord) => {
  const closedAt = view.state === 'closed' ? at : null
  await saveCase(db, { ...view, ...about, _id: caseId, hostRef, hostname: 'pc', closedAt, step })
}

const runOf = async ({ handle }: StagedCase) => (await handle.describe()).runId
const recordsOf = (host: StagedCase) => stage.records.filter(({ caseId }) => caseId === host.caseId)

test('after a deploy a sleeping case is woken and goes on under the newer machine, its delays intact', async () => {
  await stage.startWorker()
  const host = await openCase(stage, { times, machineVersion: 0 })
  const { next } = await host.until(({ state, rung: due }) => state === 'monitored' && due === 'ticket')
  const older = await runOf(host)
  await stage.stopWorker()

  await stage.startWorker(pathOf('./test-newer-workflows.ts'))
  expect(await runOf(host)).toBe(older)
  expect(await wakeOutdated(db, stage.client, { newest: 1 })).toBe(1)
  await expect.poll(() => host.recordsOf('migrated').length, { timeout: 20_000 }).toBe(1)

  expect(await runOf(host)).not.toBe(older)
  expect(host.recordsOf('migrated')).toMatchObject([
    { event: { from: 0 }, from: 'monitored', actions: [], about: { machineVersion: 1 }, view: { next } },
  ])
  expect(await cases(db).findOne({ _id: host.caseId })).toMatchObject({ machineVersion: 1, next })
  expect(await wakeOutdated(db, stage.client, { newest: 1 })).toBe(0)

  await host.until(({ rung: due }) => due === null, 40_000)
  const ticket = recordsOf(host).find(({ event }) => event.type.includes('after.look'))
  expect(ticket?.actions).toMatchObject([{ params: { kind: 'ticket' } }])
  expect(ticket?.event.type).toBe('xstate.after.look.case.ladder.monitored.watching')
  expect(Number(ticket?.at) - Number(next.at)).toBeGreaterThanOrEqual(0)
  expect(Number(ticket?.at) - Number(next.at)).toBeLessThan(3000)
  const steps = recordsOf(host).map(({ step }) => step)
  expect(steps).toEqual(steps.map((_, n) => n + 1))
})
