import type { Located } from '../../../domain/effect.ts'
import type { CaseCommand } from '../contract.ts'
import { choices as answers } from '../decided.ts'
import { outcomeBy } from '../expected.ts'
import { mayCommand } from '../may-command.ts'
import type { Fact, Rehearsal } from '../rehearsal.ts'
import { day, minute, person } from '../test-case.ts'
import type { Ledger } from './ledger.ts'
import { outcomesOf } from './outcomes-of.ts'

/** Something that the world may do next; the weight makes the way up the ladder likely. */
export interface Choice {
  weight: number
  /** Nobody is there to notice for so long. */
  sleeps?: number
  does: (host: Rehearsal) => void
}

const tell = (weight: number, fact: Fact): Choice => ({ weight, does: (host) => void host.tell(fact) })

/** All that may happen to a case where it stands. */
export function choicesFor(host: Rehearsal, ledger: Ledger, found: Located, absent: boolean): Choice[] {
  return [
    ...time(host),
    ...outcomes(host, found, absent),
    ...messages(host, ledger),
    ...(absent ? [] : signs(host)),
    ...commands(host, ledger).filter(({ command }) => mayCommand(host.snapshot(), command).accepted),
  ]
}

/** Time goes to the next delay, or a while goes by; sometimes nobody is there to notice. */
function time(host: Rehearsal): Choice[] {
  const { inFlight } = host.snapshot().context
  const busy = Object.keys(inFlight).length > 0
  const due = nextDueIn(host)
  const next = Math.max(1, due - host.now())
  const pass = (milliseconds: number) => (one: Rehearsal) => {
    one.pass(Math.min(milliseconds, next))
    giveUpOverdue(one)
  }
  const sleep = (milliseconds: number) => (one: Rehearsal) => {
    one.sleep(milliseconds)
    giveUpOverdue(one)
  }
  return [
    ...(due < Infinity ? [{ weight: busy ? 2 : 25, does: pass(next) }] : []),
    { weight: 3, does: pass(10 * minute) },
    { weight: 0.2, sleeps: 5 * day, does: sleep(5 * day) },
    { weight: 0.1, sleeps: 30 * day, does: sleep(30 * day) },
  ]
}

/** When something is bound to happen: a delay ends, or an effect's own deadline. */
export function nextDueIn(host: Rehearsal): number {
  const { inFlight, times } = host.snapshot().context
  const outcomes = Object.values(inFlight).map((effect) => outcomeBy(effect, times))
  return Math.min(...host.timers().flatMap(({ fireAt }) => fireAt ?? []), ...outcomes)
}

/** An effect has its own deadline: its failure is heard, late if nobody was there. */
function giveUpOverdue(host: Rehearsal): void {
  const { inFlight, times } = host.snapshot().context
  for (const [seq, effect] of Object.entries(inFlight)) {
    if (outcomeBy(effect, times) <= host.now()) host.tell({ ...failed, seq: Number(seq) })
  }
}

const failed = { type: 'effect.failed', why: 'no answer in time', advice: '' } as const

function outcomes(host: Rehearsal, found: Located, absent: boolean): Choice[] {
  const seenNow = { ...found, seenAt: absent ? null : host.now() }
  return Object.entries(host.snapshot().context.inFlight).flatMap(([seq, { kind }]) =>
    outcomesOf(kind, seenNow, absent).map(([weight, result]) =>
      tell(weight, { ...result, seq: Number(seq) } as Fact),
    ),
  )
}

function messages(host: Rehearsal, ledger: Ledger): Choice[] {
  const { gate, caseId } = host.snapshot().context
  const key = `${caseId}:${gate?.seq}`
  const old = ledger.everGranted.at(-1) ?? `${caseId}:1`
  return [
    tell(1, { type: 'responded', how: 'ownerPage', refuses: false, by: 'owner' }),
    tell(0.5, { type: 'responded', how: 'ticketReply', refuses: true, by: 'owner' }),
    tell(0.5, { type: 'reported', reportId: 'r-2' }),
    tell(0.3, { type: 'patched', evidence: 'report r-3' }),
    tell(0.5, { type: 'granted', key: old }),
    tell(0.5, { type: 'granted', key: `${caseId}:${host.snapshot().context.seq}` }),
    tell(0.3, { type: 'refused', key: old, rule: 'R2', why: 'late' }),
    ...(gate
      ? [tell(25, { type: 'granted', key }), tell(1, { type: 'refused', key, rule: 'R2', why: 'limit' })]
      : []),
  ]
}

/** Signs that the host is there. */
const signs = (host: Rehearsal): Choice[] => [
  tell(12, { type: 'sighted', seenAt: host.now(), source: 'sw-1' }),
  tell(0.5, { type: 'sighted', seenAt: host.now() - 3 * day, source: 'late trap' }),
]

type Command = CaseCommand extends infer C
  ? C extends { key: string }
    ? Omit<C, 'key' | 'by' | 'reason'>
    : never
  : never

function commands(host: Rehearsal, ledger: Ledger): (Choice & { command: CaseCommand })[] {
  const { asking } = host.snapshot().context
  const until = host.now() + 3 * day
  const wanted: [number, Command][] = [
    [0.7, { type: 'hold', hold: 'paused' }],
    [0.4, { type: 'hold', hold: 'paused', until }],
    [0.4, { type: 'hold', hold: 'forensic' }],
    [0.5, { type: 'exempt', until }],
    [0.1, { type: 'exempt', until: null }],
    [0.2, { type: 'release', outcome: 'reversed' }],
    [0.1, { type: 'retire' }],
    [0.5, { type: 'repair' }],
    [0.5, { type: 'recheck' }],
    [0.1, { type: 'note' }],
  ]
  for (const hold of ledger.holds.kinds) wanted.push([4, { type: 'resume', hold: hold as 'paused' }])
  if (asking) {
    const options = answers(host.snapshot().context)
    for (const decision of options) {
      wanted.push([decision === 'retire' ? 0.3 : 5, { type: 'decide', ask: asking.seq, decision }])
    }
    wanted.push([0.2, { type: 'decide', ask: asking.seq - 1, decision: 'disable' }])
  }
  return wanted.map(([weight, order]) => {
    const command = { ...order, ...person, key: 'k' } as CaseCommand
    return { command, weight, does: (one) => void one.tell(command as Fact) }
  })
}
