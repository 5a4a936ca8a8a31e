import { WorkflowUpdateFailedError } from '@temporalio/client'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { testNamespace } from '../../setup/test-namespace.ts'
import { openCase, openStage, type Stage } from './test-stage.ts'
import { rung, times, world } from './test-times.ts'

let stage: Stage

beforeAll(async () => {
  const plan = [rung('ownerNotice', 0), rung('ticket', 3_600_000)]
  stage = await openStage({
    address: inject('temporalAddress'),
    namespace: await testNamespace(),
    world: world(plan),
  })
  await stage.startWorker()
})
afterAll(() => stage.close())

const note = (reason: string) => ({ type: 'note', reason }) as const
const waiting = ({ state }: { state: string }) => state === 'monitored'

/** The rule and the reason by which the case refuses. */
const refusal = async (answer: Promise<unknown>) => {
  const error = await answer.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof WorkflowUpdateFailedError)) throw error
  const { type, message } = error.cause as { type?: string; message: string }
  return { rule: type, why: message }
}

test('a command is accepted, or refused with its rule before it enters the history', async () => {
  const host = await openCase(stage, { times })
  await host.until(waiting)
  const hold = { type: 'hold', hold: 'paused', reason: 'holidays' } as const
  expect(await host.command(hold)).toEqual({ accepted: true })
  expect(host.view()?.control).toBe('paused')
  expect(host.recordsOf('hold')).toMatchObject([{ event: { by: 'kim', reason: 'holidays' } }])

  const before = (await host.handle.describe()).historyLength
  const resume = { type: 'resume', hold: 'forensic', reason: 'x' } as const
  expect(await refusal(host.command(resume))).toEqual({
    rule: 'resume',
    why: 'the case is not on a forensic hold',
  })
  // What may be there is the attempt of a task that was thrown away, not the command.
  expect((await host.handle.describe()).historyLength - before).toBeLessThanOrEqual(3)
})

test('a command runs once, however often and however simultaneously its key is sent', async () => {
  const host = await openCase(stage, { times })
  await host.until(waiting)
  const answers = await Promise.all([1, 2, 3].map(() => host.command(note('once'), 'same-key')))
  expect(answers).toEqual([1, 2, 3].map(() => ({ accepted: true })))
  expect(host.recordsOf('note')).toHaveLength(1)
})

test('the same key gets its first answer after continue-as-new, and does not run again', async () => {
  const host = await openCase(stage, { times }, 'shortRuns')
  await host.until(waiting)
  const exempt = { type: 'exempt', until: Date.now() + 3_600_000, reason: 'laboratory' } as const
  expect(await host.command(exempt, 'exempt-key')).toEqual({ accepted: true })
  const first = (await host.handle.describe()).runId
  for (let n = 0; (await host.handle.describe()).runId === first; n += 1) await host.command(note(`${n}`))

  await host.command({ type: 'resume', hold: 'exempt', reason: 'over' })
  expect(await host.command(exempt, 'exempt-key')).toEqual({ accepted: true })
  expect(host.recordsOf('exempt')).toHaveLength(1)
  expect(host.view()?.control).toBe('running')
})

test('nothing that is said while runs hand over is lost or heard twice', async () => {
  const host = await openCase(stage, { times }, 'shortRuns')
  await host.until(waiting)
  const numbers = Array.from({ length: 60 }, (_, n) => `${n}`)
  const unknownGrants = numbers.map((n) => `${host.caseId}:9${n}`)
  const signals = (async () => {
    for (const key of unknownGrants) await host.tell({ type: 'granted', key })
  })()
  for (let n = 0; n < numbers.length; n += 5) {
    await Promise.all(numbers.slice(n, n + 5).map((reason) => host.command(note(reason))))
  }
  await signals
  await expect.poll(() => host.recordsOf('granted')).toHaveLength(60)
  expect(saidBy(host.recordsOf('note'))).toEqual(numbers.toSorted())
  const heard = host.recordsOf('granted').map(({ event }) => (event as { key?: string }).key)
  expect(heard).toEqual(unknownGrants)
  await expect.poll(() => runsOf(host.handle.workflowId)).toBeGreaterThan(2)
})

const saidBy = (records: { event: object }[]) =>
  records.map(({ event }) => (event as { reason?: string }).reason).toSorted()

async function runsOf(workflowId: string): Promise<number> {
  const { count } = await stage.client.workflow.count(`WorkflowId = '${workflowId}'`)
  return count
}

test('a command to a case that has closed meanwhile is refused, not left waiting', async () => {
  const host = await openCase(stage, { times })
  await host.until(waiting)
  await host.command({ type: 'retire', reason: 'scrapped' })
  expect(await host.handle.result()).toMatchObject({ state: 'closed', outcome: 'retired' })
  await expect(host.command(note('late'))).rejects.toThrow()
})
