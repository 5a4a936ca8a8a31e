import { beforeAll, describe, expect, test } from 'vitest'
import { getAdjacencyMap } from 'xstate/graph'
import { isPenalty } from '../../../domain/rung.ts'
import type { CaseSnapshot } from '../../interpret/interpret.ts'
import type { CaseEvent, Timer } from '../contract.ts'
import { ladderPath } from '../ladder-state.ts'
import { machine } from '../machine.ts'
import { day, hour, start, times } from '../test-case.ts'
import { viewOf } from '../view.ts'
import { coarseKey } from './coarse-key.ts'
import { armedDelays, eventsOf } from './events-of.ts'
import { walkedPlans } from './walked-plan.ts'

interface Standing {
  state: CaseSnapshot
  transitions: Record<string, { event: CaseEvent; state: CaseSnapshot }>
}

const input = {
  hostRef: 'h',
  caseId: 'c',
  kind: 'unpatched',
  machineVersion: 1,
  policyHash: '',
  unpatchedSince: start,
  at: start,
  times: {
    ...times,
    wakeEvery: day,
    noticeLead: 6 * hour,
    unseen: 2 * day,
    stall: 3 * day,
    attemptsBeforePenalty: 1,
    cycles: 1,
  },
}

const name = (state: CaseSnapshot) => ladderPath(state).join('.')
const restingPlaces = new Set<string>()

describe.each(Object.entries(walkedPlans))('the whole graph of a ladder with %s', (_, plan) => {
  let graph: Map<string, Standing>

  beforeAll(() => {
    const options = { input, events: eventsOf(plan), serializeState: coarseKey, limit: 1_000_000 }
    graph = new Map(Object.entries(getAdjacencyMap(machine, options as never))) as never
    for (const { state } of graph.values()) restingPlaces.add(name(state))
  })

  const edges = function* () {
    for (const { state: from, transitions } of graph.values()) {
      for (const { event, state: to } of Object.values(transitions)) yield { from, event, to }
    }
  }

  test('every standing of a case can reach closed', () => {
    const before = new Map<string, string[]>()
    for (const { from, to } of edges()) {
      const key = coarseKey(to)
      before.set(key, [...(before.get(key) ?? []), coarseKey(from)])
    }
    const reaching = new Set(
      [...graph].flatMap(([key, { state }]) => (name(state) === 'closed' ? [key] : [])),
    )
    for (const key of reaching) for (const earlier of before.get(key) ?? []) reaching.add(earlier)
    const stuck = [...graph.keys()].filter((key) => !reaching.has(key))
    expect(stuck).toEqual([])
    expect(graph.size).toBeGreaterThan(5000)
  })

  test('from every standing, evidence of being patched starts the release', () => {
    for (const { from, event, to } of edges()) {
      if (event.type === 'patched') expect(name(to), name(from)).toMatch(/^(releasing|conflict|closed)/)
    }
  })

  test('every standing has a next time, or a person who has to act', () => {
    for (const { state } of graph.values()) {
      const { next, person, control } = viewOf(state, timersOf(state))
      const waitsFor = next.at !== null || person !== null || control !== 'running'
      expect(waitsFor || name(state) === 'closed', name(state)).toBe(true)
      expect(next.what.length * next.why.length, `${name(state)}: ${next.what}`).toBeGreaterThan(0)
    }
  })

  test('a penalty is written from `asking` only, and a person is asked first where the rung wants it', () => {
    let written = 0
    for (const { from, to } of edges()) {
      const fresh = Object.keys(to.context.inFlight).filter((seq) => !(seq in from.context.inFlight))
      const penalty = fresh.find((seq) => isPenalty(to.context.inFlight[seq]?.kind))
      if (penalty === undefined) continue
      written += 1
      expect(name(from)).toMatch(/^(accountDisabled|portShut)\.asking$/)
      expect(Number(penalty)).toBe(from.context.gate?.seq)
    }
    expect(written).toBeGreaterThan(0)
  })
})

test('both ladders together rest in every state that a case can rest in', () => {
  const resting = leaves(machine.root.states.ladder as never).filter(({ always }) => mayRest(always))
  expect([...restingPlaces].sort()).toEqual(resting.map(({ path }) => path.slice(1).join('.')).sort())
})

interface Node {
  path: string[]
  states: Record<string, Node>
  always?: { guard?: unknown }[]
}

const leaves = (node: Node): Node[] => {
  const inner = Object.values(node.states)
  return inner.length === 0 ? [node] : inner.flatMap(leaves)
}

/** A state that is always left without a condition is only passed through. */
const mayRest = (always: Node['always']) => always?.at(-1)?.guard !== undefined || !always?.length

const timersOf = (state: CaseSnapshot): Timer[] =>
  armedDelays(state).map(({ type, at }) => ({ id: type, event: type, fireAt: at, remaining: null }))
