import { z } from 'zod'
import { loadPolicy, readPolicy, shippedPolicy } from '../../config/load-policy.ts'
import { check } from '../../domain/policy/check/check.ts'
import { type ParsedPolicy, parsePolicy } from '../../domain/policy/parse-policy.ts'
import { isPenalty } from '../../domain/rung.ts'
import { proveLadders } from '../../workflows/host-case/proof/prove-ladders.ts'
import { instant, iso } from '../instant.ts'
import { Problem } from '../problem.ts'
import { route } from '../route.ts'
import { type SimulatedCase, simulatePolicy } from '../simulate-policy.ts'

export const getPolicy = route({
  method: 'get',
  path: '/policy',
  says: 'The policy in force, as text and as it was understood; durations are milliseconds.',
  answer: z.object({
    name: z.string(),
    file: z.string(),
    hash: z.string(),
    modes: z.record(z.string(), z.string()),
    text: z.string(),
    policy: z.unknown(),
  }),
  async handle(_, { config }) {
    const { file, text } = readPolicy(config)
    const { policy, hash } = loadPolicy(config)
    return { name: policy.name, file, hash, modes: policy.modes, text, policy }
  },
})

const fault = z.object({ line: z.number(), column: z.number(), pointer: z.string(), expected: z.string() })

const simulated = z.object({
  caseId: z.string(),
  hostname: z.string(),
  state: z.string(),
  deadline: instant,
  rungs: z.array(
    z.object({
      kind: z.string(),
      /** At the earliest; null: never. */
      at: instant.nullable(),
      why: z.string(),
      mode: z.string(),
      approval: z.boolean(),
      until: instant.nullable(),
    }),
  ),
  skipped: z.array(z.object({ kind: z.string(), why: z.string() })),
})

function toSimulated({ doc, deadline, rungs, skipped }: SimulatedCase): z.input<typeof simulated> {
  const at = (time: number | undefined) => (time !== undefined && Number.isFinite(time) ? iso(time) : null)
  return {
    caseId: doc._id,
    hostname: doc.hostname,
    state: doc.state,
    deadline: iso(deadline),
    rungs: rungs.map((rung) => ({ ...rung, at: at(rung.at), until: at(rung.until) })),
    skipped,
  }
}

function parseGiven(text: string): ParsedPolicy {
  const parsed = parsePolicy(text)
  if (parsed.ok) return parsed
  const errors = parsed.faults.map(({ line, column, pointer, expected }) => ({
    line,
    column,
    pointer,
    expected,
  }))
  throw new Problem('faulty-file', `the policy has ${errors.length} fault(s)`, { errors })
}

/** Penalties that would come within the horizon, by kind. */
function penalties(found: readonly SimulatedCase[], until: number): Record<string, number> {
  const kinds = found.flatMap(({ rungs }) =>
    rungs.filter(({ kind, at }) => isPenalty(kind) && at <= until).map(({ kind }) => kind),
  )
  return Object.fromEntries(
    [...new Set(kinds)].map((kind) => [kind, kinds.filter((one) => one === kind).length]),
  )
}

const day = 24 * 60 * 60_000

export const postSimulation = route({
  method: 'post',
  path: '/policy/simulation',
  says: "What a policy would do, and when, to today's open cases if none of them gets patched. Writes nothing.",
  body: z.strictObject({
    /** The policy's YAML; without it the one in force. */
    text: z.string().optional(),
    days: z.number().int().min(1).max(365).default(30),
  }),
  answer: z.object({
    name: z.string(),
    hash: z.string(),
    at: instant,
    errors: z.array(fault),
    warnings: z.array(fault),
    /** Penalties within the days asked for, by kind. */
    penalties: z.record(z.string(), z.number()),
    items: z.array(simulated),
    next: z.null(),
  }),
  async handle({ body: { text, days } }, { db, config }) {
    const parsed = text === undefined ? loadPolicy(config) : parseGiven(text)
    const needs = config.deploy?.needs
    const { errors, warnings } = check(parsed, {
      shipped: shippedPolicy(),
      proofs: [proveLadders],
      ...(needs && { needs }),
    })
    const found = await simulatePolicy(db, parsed.policy, needs)
    const now = Date.now()
    const { policy, hash } = parsed
    const totals = penalties(found, now + days * day)
    const items = found.map(toSimulated)
    return { name: policy.name, hash, at: iso(now), errors, warnings, penalties: totals, items, next: null }
  },
})
