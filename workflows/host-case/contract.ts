import type { CaseKind, CaseTimes, Control, HoldKind, LadderState, Outcome } from '../../domain/case.ts'
import type { Effect, EffectKind, EffectResult } from '../../domain/effect.ts'
import type { Attachment, Role } from '../../domain/host.ts'
import type { PenaltyKind, Rung, RungKind, SkippedRung } from '../../domain/rung.ts'

/** One workflow for each host, so that a host never has two cases at once. */
export const caseWorkflowId = (hostRef: string): string => `case/${hostRef}`

/** What a case workflow is started with, and what continue-as-new hands to the next run. */
export interface CaseInput {
  hostRef: string
  caseId: string
  kind: CaseKind
  /** The machine that the run stands under; its first run's is the newest, later ones come by `migrate`. */
  machineVersion: number
  /** Hash of the policy document that `times` was read from. */
  policyHash: string
  times: CaseTimes
  /** First evidence over all cases of this host, epoch milliseconds. */
  unpatchedSince: number
  /** When this case began; set by its first run. */
  openedAt?: number
  envelope?: Envelope
}

/** Everything of a run that must outlive it; plain JSON. */
export interface Envelope {
  v: 1
  /** The machine under which the snapshot and the timers were made. */
  machineVersion: number
  /** Snapshot of the machine as XState persists it. */
  snapshot: unknown
  timers: Timer[]
  /** A report has named the host again while this case was closing: the next one follows at once. */
  namedAgain: boolean
  /** Records written so far; with the caseId it makes the key of the next one. */
  step: number
  /** Idempotency key of a person's command -> its answer; update ids do not reach across runs. */
  answers: Record<string, CommandAnswer>
}

/** One armed delay. A frozen one keeps `remaining` and has no `fireAt`. */
export interface Timer {
  id: string
  event: string
  fireAt: number | null
  remaining: number | null
}

type Timed<T> = T & { at: number }

/** Facts that other machines tell a case by signal. */
export type CaseMessage =
  | { type: 'sighted'; seenAt: number; source: string }
  | { type: 'patched'; evidence: string }
  /** A report names the host as unpatched (again); turns an unreported case into a normal one. */
  | { type: 'reported'; reportId: string }
  | { type: 'granted'; key: string }
  | { type: 'refused'; key: string; rule: string; why: string }
  /** The user gave a sign of life. A refusal to patch counts as one. */
  | { type: 'responded'; how: 'ownerPage' | 'ticketReply' | 'helpDesk'; refuses: boolean; by: string }

/** What a person can answer to a question of the case. */
export type Decision = 'disable' | 'retire' | 'look' | 'skip' | 'renew' | 'repair' | 'leave' | 'retry'

/** A person's command, sent as a Temporal update. `key` deduplicates it, `by` is a personal token's owner. */
export type CaseCommand = { key: string; by: string; reason: string } & (
  | { type: 'hold'; hold: HoldKind; until?: number }
  | { type: 'resume'; hold: HoldKind }
  | { type: 'exempt'; until: number | null }
  | { type: 'release'; outcome: Outcome }
  | { type: 'repair' }
  | { type: 'recheck' }
  | { type: 'retire' }
  | { type: 'note' }
  | { type: 'decide'; ask: number; decision: Decision }
)

/** The case took the command, or says which rule refuses it. */
export type CommandAnswer = { accepted: true } | { accepted: false; rule: string; why: string }

/** Everything the machine hears. Delays arrive as XState's own `xstate.after...` events with an `at`. */
export type CaseEvent = Timed<
  | (EffectResult & { seq: number })
  | CaseMessage
  /** The case goes on under a newer machine; told once, before anything else. */
  | { type: 'migrated'; from: number }
  | Omit<Extract<CaseCommand, { type: 'hold' }>, 'key'>
  | Omit<Extract<CaseCommand, { type: 'resume' }>, 'key'>
  | Omit<Extract<CaseCommand, { type: 'exempt' }>, 'key'>
  | Omit<Extract<CaseCommand, { type: 'release' }>, 'key'>
  | Omit<Extract<CaseCommand, { type: 'repair' }>, 'key'>
  | Omit<Extract<CaseCommand, { type: 'recheck' }>, 'key'>
  | Omit<Extract<CaseCommand, { type: 'retire' }>, 'key'>
  | Omit<Extract<CaseCommand, { type: 'note' }>, 'key'>
  | Omit<Extract<CaseCommand, { type: 'decide' }>, 'key'>
>

/** Why the machine needs a named person. */
export type Ask = 'approval' | 'unreachable' | 'investigating' | 'conflict'

/** What the machine orders; the interpreter turns it into activities, signals and records. */
export type CaseAction =
  | { type: 'run'; params: Omit<Effect, 'hostRef' | 'caseId'> }
  /** Ask the gate for the grant of the penalty that will run under this seq. */
  | { type: 'askGate'; params: { seq: number; penalty: PenaltyKind } }
  /** A grant that came too late, or a request that is no longer wanted: the gate forgets the key. */
  | { type: 'returnGrant'; params: { key: string } }
  /** `rung` is the penalty that the decision is about. */
  | { type: 'askPerson'; params: { seq: number; ask: Ask; rung?: RungKind; choices: Decision[] } }
  | { type: 'withdrawAsk'; params: { seq: number } }
  | { type: 'alarm'; params: { what: string } }
  | { type: 'skipRung'; params: SkippedRung }

/** A penalty that is in force. `until` is the end of its lease in epoch milliseconds. */
export interface Held {
  seq: number
  kind: PenaltyKind
  rung: number
  until: number
  target: string
  /** What a third party was found to have made of it; not written again until a person decides. */
  conflict?: string
  /** A person decided that what was found stays: it is let go without a write. */
  leave?: true
}

/** An effect whose outcome is not known yet. */
export interface InFlight {
  kind: EffectKind
  since: number
  /** Index in the plan of the rung that it carries out. */
  rung?: number
  /** For `undo`: the seq of the penalty that is taken back. */
  of?: number
}

/** What is to be given back now: only what its lease no longer covers, what keeps a patch out, or all. */
export type GiveBack = 'expired' | 'deploy' | 'all'

/** The machine's memory; plain JSON. */
export interface CaseContext {
  hostRef: string
  caseId: string
  kind: CaseKind
  times: CaseTimes
  /** Time of the last event, epoch milliseconds. */
  at: number
  /** Number of the last effect, grant request or question. */
  seq: number
  role: Role
  attachment: Attachment
  band: string
  plan: Rung[]
  skipped: SkippedRung[]
  deadline: number | null
  /** The clock: case time is `(stoppedAt ?? at) - stoppedMs`. */
  stoppedAt: number | null
  stoppedMs: number
  /** Index of the next rung, and the case time at which the rung before was completed. */
  rung: number
  rungFrom: number
  /** The last try of a rung (its index in the plan) that failed on the way; it is tried again. */
  rungTried: { rung: number; at: number; why: string } | null
  /** Notices and sightings from before do not count: a long stop, an outage or a repair window came between. */
  freshFrom: number
  seenAt: number | null
  /** When the host was last looked up. */
  soughtAt: number | null
  triedAt: number | null
  wokeAt: number | null
  noticedAt: number | null
  noticeTriedAt: number | null
  /** Start of the search that ends in `unreachable`. */
  lookFrom: number
  /** When the case means to look again by itself; an event long after it tells of an outage. */
  lookAt: number | null
  /** When the repair window was opened. */
  windowFrom: number | null
  attempts: number
  cycles: number
  ticket: string | null
  refused: boolean
  /** Approval given in `unreachable`, bound to one rung (its index in the plan). */
  approval: { by: string; rung: number } | null
  holds: Partial<Record<HoldKind, { by: string; reason: string; until?: number }>>
  inFlight: Record<string, InFlight>
  /** In the order in which they were applied. */
  held: Held[]
  giveBack: GiveBack
  /** Rung that a repair window leads back to: the last one that was given back. */
  backTo: number | null
  /** The grant that is asked for; its key is `<caseId>:<seq>`. */
  gate: { seq: number; askedAt: number } | null
  /** The open question to a person. */
  asking: { seq: number; ask: Ask; remindedAt: number } | null
  outcome: Outcome | null
}

/** What lists and people see of a case; written after every step. */
export interface CaseView {
  state: LadderState
  control: Control
  deadline: number | null
  next: { at: number | null; what: string; why: string }
  /** Who has to act, and on what. */
  person: { ask: Ask; seq: number } | null
  outcome: Outcome | null
  held: Held[]
  attempts: number
  cycles: number
  band: string
  rung: RungKind | null
  /** What notices and tickets announce. */
  ahead: { kind: RungKind; at: number } | null
}
