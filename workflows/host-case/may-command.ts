import { control } from './case-clock.ts'
import type { CaseCommand, CaseContext, CommandAnswer } from './contract.ts'
import { choices } from './decided.ts'
import { type CaseState, ladderPath, ladderState } from './ladder-state.ts'

type Of<T extends CaseCommand['type']> = Extract<CaseCommand, { type: T }>
interface Refusal {
  rule: string
  why: string
}
type Rule<T extends CaseCommand['type']> = (state: CaseState, command: Of<T>) => Refusal | null

/** Whether a person's command can be taken now; when not, by which rule and why. */
export function mayCommand(state: CaseState, command: CaseCommand): CommandAnswer {
  const refusal = ended(state) ?? (rules[command.type] as Rule<typeof command.type>)(state, command as never)
  return refusal ? { accepted: false, ...refusal } : { accepted: true }
}

const rules: { [T in CaseCommand['type']]: Rule<T> } = {
  hold: ({ context }, { hold, until }) =>
    hold === 'exempt'
      ? { rule: 'hold', why: 'an exemption is given with `exempt`, not with `hold`' }
      : inThePast(context, until),
  resume: ({ context }, { hold }) =>
    context.holds[hold] ? null : { rule: 'resume', why: `the case is not on a ${hold} hold` },
  exempt: (state, { until }) => ending(state) ?? inThePast(state.context, until ?? undefined),
  release: ending,
  retire: ending,
  repair: (state) => ending(state) ?? stopped(state.context, 'repair') ?? trying(state),
  recheck: (state) => ending(state) ?? stopped(state.context, 'recheck') ?? checking(state.context),
  note: () => null,
  decide: ({ context }, command) => unanswerable(context, command),
}

const ended = (state: CaseState): Refusal | null =>
  ladderState(state) === 'closed' ? { rule: 'closed', why: 'the case is closed' } : null

/** A release that has begun is not turned into something else. */
function ending(state: CaseState): Refusal | null {
  if (ladderState(state) === 'conflict') {
    return { rule: 'conflict', why: 'the release has met a conflict: decide with --leave or --retry' }
  }
  if (ladderState(state) !== 'releasing' || state.context.outcome === null) return null
  return { rule: 'releasing', why: `the case is already being released (${state.context.outcome})` }
}

/** Under a hold nothing touches the host. */
function stopped(c: CaseContext, what: string): Refusal | null {
  const hold = c.holds[control(c) as keyof typeof c.holds]
  if (!hold) return null
  return { rule: 'hold', why: `${hold.by} holds the case (${control(c)}): resume it before a ${what}` }
}

function trying(state: CaseState): Refusal | null {
  const [name, ...inner] = ladderPath(state)
  if (name === 'detected') return { rule: 'detected', why: 'the host is still being located' }
  if (name === 'woken') return { rule: 'trying', why: 'an attempt to patch the host is under way' }
  if (name !== 'repairing' || inner.includes('watching')) return null
  return { rule: 'trying', why: 'a repair is under way already' }
}

const checking = (c: CaseContext): Refusal | null =>
  Object.values(c.inFlight).some(({ kind }) => kind === 'liveCheck' || kind === 'patchAttempt')
    ? { rule: 'checking', why: 'a live check is under way already' }
    : null

function unanswerable(c: CaseContext, { ask, decision }: Of<'decide'>): Refusal | null {
  if (c.asking?.seq !== ask) return { rule: 'decide', why: `question ${ask} is not open` }
  const offered = choices(c)
  if (offered.includes(decision)) return null
  return { rule: 'decide', why: `${decision} is no answer to this question: ${offered.join(', ')}` }
}

const inThePast = (c: CaseContext, until: number | undefined): Refusal | null =>
  until !== undefined && until <= c.at ? { rule: 'until', why: 'its end is in the past' } : null
