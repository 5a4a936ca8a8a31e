import { isPenalty, type PenaltyKind, type Rung } from '../../../domain/rung.ts'
import type { CaseAction, CaseEvent, CaseInput, Decision } from '../contract.ts'
import { HoldsSeen } from './holds-seen.ts'
import { leaseFor } from './lease-for.ts'

/** An effect as an outsider sees it: ordered, and not yet answered. */
interface Ordered {
  kind: string
  of?: number
  at: number
  /** It belongs to the ladder that the case had before a report named its host. */
  ofOldLadder: boolean
}

/**
 * What an outside witness knows of a case: only what was told and what was ordered, never the machine's
 * own memory. The safety rules are judged on this, so that a fault in the memory cannot hide itself.
 */
export class Ledger {
  now: number
  unreported: boolean
  role = 'personal'
  plan: Rung[] = []
  deadline: number | null = null
  noticedAt: number | null = null
  seenAt = 0
  attempts = 0
  refused = false
  ticket = false
  /** Rungs that are done, skipped or were in force, and when the last of them was. */
  past = new Set<string>()
  /** Rungs that follow a penalty that was given back: they may come a second time. */
  again = new Set<string>()
  rungAt: number
  holds: HoldsSeen
  inFlight = new Map<number, Ordered>()
  held = new Map<number, { kind: PenaltyKind; until: number; disputed: boolean }>()
  /** Grants given and neither used nor given back. */
  grants = new Set<string>()
  everGranted: string[] = []
  /** Questions that are open, by number. */
  open = new Map<number, { ask: string; rung?: string }>()
  /** Penalties that a person has approved, on their rung or for a host that nobody has seen. */
  approved: string | null = null
  approvedUnseen: string | null = null

  readonly input: CaseInput

  constructor(input: CaseInput, at: number) {
    this.input = input
    this.now = at
    this.rungAt = at
    this.holds = new HoldsSeen(input.times.stale, at)
    this.unreported = input.kind === 'unreported'
  }

  /** Takes in what was told. */
  hear(event: CaseEvent): void {
    this.now = event.at
    this.holds.endThoseDue(this.now)
    if ('seq' in event && event.seq !== undefined) this.hearOutcome(event)
    else this.hearFact(event)
  }

  /** Takes in what was ordered. */
  order(actions: CaseAction[]): void {
    for (const action of actions) {
      if (action.type === 'run') this.start(action.params)
      if (action.type === 'run') this.grants.delete(`${this.input.caseId}:${action.params.seq}`)
      if (action.type === 'returnGrant') this.grants.delete(action.params.key)
      if (action.type === 'askPerson') this.open.set(action.params.seq, action.params)
      if (action.type === 'withdrawAsk') this.open.delete(action.params.seq)
      if (action.type === 'skipRung') this.skipRung(action.params.kind)
    }
  }

  isRunning(is: (kind: string) => boolean): boolean {
    return [...this.inFlight.values()].some(({ kind }) => is(kind))
  }

  private start({ seq, ...order }: { seq: number; kind: string; of?: number }): void {
    this.inFlight.set(seq, { ...order, at: this.now, ofOldLadder: false })
  }

  private skipRung(kind: string): void {
    if (this.plan.length === 0 || this.plan.some((rung) => rung.kind === kind)) this.passRung(kind)
  }

  /** A penalty runs or is held under this key. */
  private isInUse(key: string): boolean {
    const running = [...this.inFlight].flatMap(([seq, { kind }]) => (isPenalty(kind) ? [seq] : []))
    return [...running, ...this.held.keys()].some((seq) => `${this.input.caseId}:${seq}` === key)
  }

  private hearOutcome(event: Extract<CaseEvent, { seq: number }>): void {
    const effect = this.inFlight.get(event.seq)
    this.inFlight.delete(event.seq)
    if (!effect) return
    if (event.type === 'located') {
      const { role, deadline, seenAt } = event
      const spared = this.unreported || role === 'server'
      const plan = event.plan.filter(({ kind }) => !(spared && isPenalty(kind)))
      Object.assign(this, { role, plan, deadline, seenAt: Math.max(this.seenAt, seenAt ?? 0) })
    }
    if (event.type === 'answered' || (event.type === 'attempted' && event.reached)) this.see(this.now)
    if (event.type === 'attempted' && event.reached && effect.kind === 'patchAttempt') this.attempts += 1
    if (event.type === 'effect.done') this.hearDone(event.seq, effect)
    if (event.type === 'effect.conflict') this.hearConflict(event.seq, effect)
  }

  private hearDone(seq: number, { kind, of, at, ofOldLadder }: Ordered): void {
    if (kind === 'ownerNotice' && !ofOldLadder) this.hearNotice(at)
    if (kind === 'ticket') this.ticket = true
    if (kind === 'closeTicket') this.ticket = false
    if (kind === 'undo' && of !== undefined) this.giveBack(of)
    if (isPenalty(kind)) this.hold(seq, kind, false)
    const isRung = this.plan.some((rung) => rung.kind === kind) || kind === 'ownerNotice'
    if (isRung && !ofOldLadder) this.passRung(kind)
  }

  /** The way back up leads over the same steps again. */
  private giveBack(seq: number): void {
    const place = this.plan.findIndex(({ kind }) => kind === this.held.get(seq)?.kind)
    for (const { kind } of this.plan.slice(place + 1)) this.again.add(kind)
    this.held.delete(seq)
  }

  /** A notice that was written before an interruption speaks of what is no longer so. */
  private hearNotice(writtenAt: number): void {
    const { interruptedAt } = this.holds
    if (writtenAt >= interruptedAt && (this.noticedAt ?? -1) < interruptedAt) this.noticedAt = this.now
  }

  private hearConflict(seq: number, { kind, of }: Ordered): void {
    if (isPenalty(kind)) this.hold(seq, kind, true)
    const undone = this.held.get(of ?? -1)
    if (kind === 'undo' && undone) undone.disputed = true
  }

  private hold(seq: number, kind: PenaltyKind, disputed: boolean): void {
    this.held.set(seq, { kind, until: this.now + leaseFor(kind, this.input.times), disputed })
  }

  private passRung(kind: string): void {
    const ahead = !this.past.has(kind) && this.plan.some((rung) => rung.kind === kind)
    if (ahead || isPenalty(kind)) this.rungAt = this.now
    this.past.add(kind)
  }

  private see(at: number): void {
    if (at > this.seenAt) this.approvedUnseen = null
    this.seenAt = Math.max(this.seenAt, at)
  }

  private hearFact(event: CaseEvent): void {
    if (event.type === 'sighted') this.see(event.seenAt)
    if (event.type === 'responded') this.refused = event.refuses
    if (event.type === 'reported' && this.unreported) {
      this.unreported = false
      this.attempts = 0
      this.holds.interruptedAt = this.now
      for (const effect of this.inFlight.values()) effect.ofOldLadder = true
      this.past = new Set(this.ticket ? ['ticket'] : [])
      this.plan = []
    }
    if (event.type === 'granted') {
      if (!this.isInUse(event.key)) this.grants.add(event.key)
      this.everGranted.push(event.key)
    }
    if (event.type === 'hold') this.holds.set(event.hold, event.until, this.now)
    if (event.type === 'exempt' && event.until !== null) this.holds.set('exempt', event.until, this.now)
    if (event.type === 'resume') this.holds.lift(event.hold, this.now)
    if (event.type === 'decide') this.decide(event.ask, event.decision)
  }

  private decide(seq: number, decision: Decision): void {
    const question = this.open.get(seq)
    if (!question) return
    const goesOn = question.ask === 'investigating' && ['renew', 'leave', 'retry'].includes(decision)
    if (!goesOn) this.open.delete(seq)
    if (decision === 'disable' && question.ask === 'approval') this.approved = question.rung ?? null
    if (decision === 'disable' && question.ask === 'unreachable') this.approvedUnseen = question.rung ?? null
    for (const one of this.held.values()) {
      if (decision === 'leave' || decision === 'retry') one.disputed = false
      if (decision === 'renew') one.until = this.now + leaseFor(one.kind, this.input.times)
    }
  }
}
