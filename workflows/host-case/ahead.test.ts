import { expect, test } from 'vitest'
import { day, doneWith, found, fullPlan, opened, rung, start, until } from './test-case.ts'

test('the first notice announces the first penalty, and never sooner than the waits before it', () => {
  const host = opened()
  host.outcome('locate', found())
  expect(host.view().ahead).toEqual({ kind: 'machineAccount', at: start + 6 * day })
})

test('a penalty is announced neither before the deadline nor before the notice has had its time', () => {
  const plan = [rung('ownerNotice', 0), rung('port', 0)]
  const strict = opened()
  strict.outcome('locate', found({ plan, deadline: start }))
  expect(strict.view().ahead).toEqual({ kind: 'port', at: start + day })
  const lenient = opened()
  lenient.outcome('locate', found({ plan, deadline: start + 9 * day }))
  expect(lenient.view().ahead).toEqual({ kind: 'port', at: start + 9 * day })
})

test('after a penalty the next one is announced, after the last one nothing', () => {
  const host = opened()
  host.outcome('locate', found({ plan: fullPlan }))
  host.outcome('ownerNotice', doneWith('mail-1'))
  until(host, 'accountDisabled.asking')
  host.tell({ type: 'granted', key: `c-1:${host.snapshot().context.gate?.seq}` })
  host.outcome('machineAccount', doneWith('account'))
  expect(host.view().ahead).toMatchObject({ kind: 'userAccount' })
  const last = opened()
  last.outcome('locate', found({ plan: [rung('ownerNotice', 0)] }))
  expect(last.view().ahead).toBeNull()
})

test('where nothing is taken away, the rung after this one is announced', () => {
  const host = opened()
  const plan = [rung('ownerNotice', 0), rung('managementNotice', 2 * day)]
  host.outcome('locate', found({ role: 'server', plan }))
  expect(host.view().ahead).toEqual({ kind: 'managementNotice', at: start + 2 * day })
})
