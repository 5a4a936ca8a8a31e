import { expect, test } from 'vitest'
import type { Rehearsal } from './rehearsal.ts'
import { day, doneWith, hour, monitored, orderedAt, penalised, person, settle, start } from './test-case.ts'

const exempt = (host: Rehearsal, end: number | null) => host.tell({ type: 'exempt', until: end, ...person })

test('gives back what is held, then waits for its end, and the ladder goes on at that rung', () => {
  const host = penalised('machineAccount')
  exempt(host, host.now() + 10 * day)
  host.outcome('undo', doneWith(''))
  expect(host.state()).toBe('monitored.stopped')
  expect(host.view()).toMatchObject({ control: 'exempt', held: [], outcome: null, rung: 'machineAccount' })
  host.pass(10 * day)
  expect(host.view().control).toBe('running')
})

test('without an end it closes the case', () => {
  const host = penalised('machineAccount')
  exempt(host, null)
  settle(host)
  expect(host.view()).toMatchObject({ state: 'closed', outcome: 'exempt' })
})

test('a newer end replaces the older one', () => {
  const host = monitored()
  exempt(host, start + 3 * day)
  exempt(host, start + 9 * day)
  host.pass(5 * day)
  expect(host.view().control).toBe('exempt')
  exempt(host, host.now() + hour)
  host.pass(2 * hour)
  expect(host.view().control).toBe('running')
})

test('an exemption that finds nothing to give back resets no time', () => {
  const [exempted, free] = [monitored(), monitored()]
  exempt(exempted, start + day)
  const later = orderedAt(exempted, 'managerNotice') - orderedAt(free, 'managerNotice')
  expect(later).toBeGreaterThan(19 * hour)
  expect(later).toBeLessThan(26 * hour)
})
