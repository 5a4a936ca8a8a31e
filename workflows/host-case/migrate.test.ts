import { expect, test } from 'vitest'
import { restore } from '../interpret/interpret.ts'
import { delayName } from '../interpret/timers.ts'
import type { Envelope } from './contract.ts'
import { ladderPath } from './ladder-state.ts'
import { laws } from './laws.ts'
import { lawOf, migrate } from './migrate.ts'
import type { Rehearsal } from './rehearsal.ts'
import { day, hour, monitored, rung } from './test-case.ts'
import { newerLaws, olderMachine } from './test-older-laws.ts'

const older = (plan = {}) => monitored({ law: olderMachine, ...plan })

/** What the run under the older machine hands to the next one, after its way through JSON. */
const handedOver = (host: Rehearsal): Envelope =>
  JSON.parse(
    JSON.stringify({
      v: 1,
      machineVersion: 0,
      snapshot: host.snapshot(),
      timers: host.timers(),
      step: 7,
      answers: {},
      namedAgain: false,
    }),
  )

test('a case goes on where it stood, and its delays end when they would have ended', () => {
  const host = older()
  expect(host.state()).toBe('monitored.waiting')
  const before = host.timers()
  host.pass(hour)
  const { snapshot, timers, actions } = migrate(newerLaws, handedOver(host), 1, host.now())
  expect(ladderPath(snapshot)).toEqual(['monitored', 'watching'])
  expect(timers.map(({ fireAt }) => fireAt)).toEqual(before.map(({ fireAt }) => fireAt))
  expect(timers.map(({ event }) => event)).toEqual(['xstate.after.look.case.ladder.monitored.watching'])
  expect(actions).toEqual([])
})

test('a frozen delay stays frozen, with what was left of it', () => {
  const host = older()
  host.pass(hour)
  host.tell({ type: 'hold', hold: 'forensic', by: 'kim', reason: 'evidence' })
  const kept = handedOver(host)
  const { timers } = migrate(newerLaws, kept, 1, host.now() + day)
  expect(timers).toEqual(kept.timers)
})

test('what a new region waits for is armed', () => {
  const host = older({ located: { plan: [rung('ownerNotice', 0)] } })
  expect(host.view().person).toMatchObject({ ask: 'investigating' })
  expect(host.timers()).toEqual([])
  const { snapshot, timers } = migrate(newerLaws, handedOver(host), 1, host.now() + hour)
  expect(snapshot.value).toMatchObject({ reminders: 'open' })
  expect(timers.map(({ event, fireAt }) => [delayName(event), fireAt])).toEqual([
    ['remind', host.now() + hour + day],
  ])
})

test('what the migration has forgotten is a fault of its own, not a case that waits for ever', () => {
  const host = older()
  const envelope = handedOver(host)
  const forgetful = (migrations: typeof laws.migrations) => () =>
    migrate({ ...newerLaws, migrations }, envelope, 1, host.now())
  const { snapshot, delays } = newerLaws.migrations[0] ?? { snapshot: (kept) => kept, delays: {} }
  expect(forgetful({})).toThrow('no migration leads from machine version 0 to 1')
  expect(forgetful({ 0: { snapshot, delays: {} } })).toThrow('no state waits for xstate.after.peek')
  expect(forgetful({ 0: { snapshot: (kept) => kept, delays } })).toThrow('waiting')
})

test('a worker that does not know the machine says so', () => {
  expect(() => lawOf(laws, 99)).toThrow(/no machine of version 99, only \d+: deploy a newer one/)
})

test('the newest version is there, and a migration leads to it from every older one', () => {
  const { newest, machines, migrations } = laws
  const versions = Object.keys(machines).map(Number)
  expect(Math.max(...versions)).toBe(newest)
  const older = versions.filter((version) => version < newest)
  expect(Object.keys(migrations).map(Number)).toEqual(expect.arrayContaining(older))
  expect(restore(lawOf(laws, newest), monitored().snapshot(), []).snapshot.status).toBe('active')
})
