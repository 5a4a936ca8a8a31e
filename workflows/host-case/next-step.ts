import type { LadderState } from '../../domain/case.ts'
import { isPenalty } from '../../domain/rung.ts'
import { delayName } from '../interpret/timers.ts'
import { control, instantOf } from './case-clock.ts'
import type { Ask, CaseContext, CaseView, Timer } from './contract.ts'
import { choices } from './decided.ts'
import { missingForPenalty, nextRung, rungAt, stallAt, triedRung } from './due.ts'
import { outcomeBy } from './expected.ts'
import { nextLeaseEnd, nextToGiveBack, ours } from './held.ts'
import { deed, inForce, when } from './in-words.ts'
import { type CaseState, ladderPath } from './ladder-state.ts'
import { unseenAt, wakeAgainAt } from './look.ts'

type Next = CaseView['next']

/** What happens next, when, and why: for every state, in plain words. */
export function nextStep(state: CaseState, timers: Timer[]): Next {
  const c = state.context
  const [name, ...inner] = ladderPath(state)
  return waitsForPerson(c) ?? held(c, inner) ?? underWay(c, name) ?? byItself[name](c, inner, timers)
}

const fireAt = (timers: Timer[], delay: string): number | null =>
  timers.find(({ event }) => delayName(event) === delay)?.fireAt ?? null

function waitsForPerson(c: CaseContext): Next | null {
  if (!c.asking) return null
  const { ask, remindedAt } = c.asking
  const at = remindedAt + c.times.remind
  return { at, what: `a person decides: ${choices(c).join(', ')} (next reminder)`, why: reasonToAsk(c, ask) }
}

function reasonToAsk(c: CaseContext, ask: Ask): string {
  const rung = nextRung(c)?.kind
  switch (ask) {
    case 'approval':
      return `the policy wants an approval before we ${rung ? deed[rung] : 'go on'}`
    case 'unreachable':
      return `the host has not been seen since ${when(c.seenAt ?? c.lookFrom)}`
    case 'investigating':
      return `${c.attempts} attempts and ${c.cycles} repair windows have not led to a patched host`
    case 'conflict':
      return `somebody else has changed ${c.held.map(({ target }) => target).join(', ')}`
  }
}

/** A hold shows only where it keeps something back: what is under way goes on, and so does a release. */
function held(c: CaseContext, inner: string[]): Next | null {
  const hold = c.holds[control(c) as keyof typeof c.holds]
  if (!hold || !(inner.includes('stopped') || inner.includes('due'))) return null
  const what = hold.until ? 'the hold ends and the ladder goes on' : `${hold.by} lifts the hold`
  return { at: hold.until ?? null, what, why: `${control(c)} by ${hold.by}: ${hold.reason}` }
}

const whyNow: Record<EffectfulState, string> = {
  detected: 'a report names the host, and nothing can be done before it is found',
  waking: 'the host was not seen lately',
  woken: 'the host is reached',
  monitored: 'the rung is due',
  accountDisabled: 'the rung is due and the gate has granted it',
  portShut: 'the rung is due and the gate has granted it',
  repairing: 'a repair window gives back what the patch needs and tries again',
  releasing: 'the case is being released, in reverse order',
}
type EffectfulState = Exclude<LadderState, 'unreachable' | 'investigating' | 'conflict' | 'closed'>

/** The latest effect of the state that is still under way; its outcome is known by its own deadline. */
function underWay(c: CaseContext, name: LadderState): Next | null {
  const effect = Object.values(c.inFlight).at(-1)
  if (!effect || !(name in whyNow)) return null
  const tried = effect.rung === c.rung ? lastTryFailed(c) : null
  const why = tried ?? whyNow[name as EffectfulState]
  return { at: outcomeBy(effect, c.times), what: `${deed[effect.kind]} (under way, at the latest)`, why }
}

const nothing = { at: null, what: 'nothing', why: '' }

const byItself: Record<LadderState, (c: CaseContext, inner: string[], timers: Timer[]) => Next> = {
  detected: () => nothing,
  waking: () => nothing,
  woken: () => nothing,
  monitored: (c) => earliest(c, [rungStep(c), wakeStep(c), unseenStep(c)]),
  unreachable: () => nothing,
  accountDisabled: penaltyStep,
  portShut: penaltyStep,
  repairing: (c, inner, timers) =>
    inner.includes('open')
      ? {
          at: fireAt(timers, 'window'),
          what: 'the repair window ends',
          why: 'the host is given time to be patched; each sighting starts another attempt',
        }
      : giveBackStep(c, timers),
  investigating: (c, _, timers) => giveBackStep(c, timers),
  releasing: (c, inner, timers) =>
    inner.includes('retrying')
      ? {
          at: fireAt(timers, 'undoRetry'),
          what: 'the ticket is closed and the owner told',
          why: 'the last try failed',
        }
      : giveBackStep(c, timers),
  conflict: () => nothing,
  closed: (c) => ({ ...nothing, why: `the case is closed: ${c.outcome}` }),
}

function earliest(c: CaseContext, steps: (Next | null)[]): Next {
  const ahead = steps.filter((step): step is Next & { at: number } => (step?.at ?? 0) > c.at)
  return ahead.toSorted((a, b) => a.at - b.at)[0] ?? nothing
}

function lastTryFailed(c: CaseContext): string | null {
  const tried = triedRung(c)
  return tried && `the last try failed: ${tried.why}`
}

/** The next rung with its time; once only facts are missing, when a person gets the case instead. */
function rungStep(c: CaseContext): Next | null {
  const rung = nextRung(c)
  if (!rung) return null
  const missing = isPenalty(rung.kind) ? missingForPenalty(c) : []
  const open = missing.length > 0 ? `not before ${missing.join('; ')}` : 'the host is still not patched'
  const why = lastTryFailed(c) ?? open
  const at = instantOf(c, rungAt(c))
  if (at > c.at) return { at, what: deed[rung.kind], why }
  return {
    at: instantOf(c, stallAt(c)),
    what: 'a person gets the case',
    why: `we may not ${deed[rung.kind]}: ${why}`,
  }
}

const wakeStep = (c: CaseContext): Next => ({
  at: wakeAgainAt(c),
  what: deed.wake,
  why: `last seen ${c.seenAt === null ? 'never' : when(c.seenAt)}, still not patched`,
})

const unseenStep = (c: CaseContext): Next => ({
  at: unseenAt(c),
  what: 'a person gets the case as unreachable',
  why: 'nobody has seen the host for the time of the policy',
})

function penaltyStep(c: CaseContext, inner: string[], timers: Timer[]): Next {
  if (inner.includes('asking')) {
    const rung = nextRung(c)?.kind
    return {
      at: fireAt(timers, 'gate'),
      what: `the gate grants or refuses to ${rung ? deed[rung] : 'go on'}`,
      why:
        lastTryFailed(c) ??
        'every penalty needs a grant: limits, staffed hours, mode and kill switch are checked there',
    }
  }
  return earliest(c, [rungStep(c), leaseStep(c)])
}

function leaseStep(c: CaseContext): Next | null {
  const kinds = ours(c).map(({ kind }) => inForce[kind])
  if (kinds.length === 0) return null
  return {
    at: nextLeaseEnd(c),
    what: 'the lease ends: all is given back and another attempt made',
    why: `${kinds.join(' and ')} until the user responds`,
  }
}

function giveBackStep(c: CaseContext, timers: Timer[]): Next {
  const next = nextToGiveBack(c)
  const what = next ? `${deed.undo}: ${inForce[next.kind]}` : deed.undo
  return { at: fireAt(timers, 'undoRetry'), what, why: 'the last try failed; it is repeated until confirmed' }
}
