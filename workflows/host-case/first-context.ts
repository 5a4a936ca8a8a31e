import type { Rung } from '../../domain/rung.ts'
import type { CaseContext, CaseInput } from './contract.ts'

/** Until the host is located nothing is known of it but its owner: tell them, and nothing else. */
export const planUntilLocated: Rung[] = [{ kind: 'ownerNotice', wait: 0, approval: false }]

/** The memory of a case that has just been opened. XState calls it with no input as well: it must not mind. */
export function firstContext(input?: CaseInput & { at: number }): CaseContext {
  const at = input?.at ?? 0
  return {
    hostRef: input?.hostRef ?? '',
    caseId: input?.caseId ?? '',
    kind: input?.kind ?? 'unpatched',
    times: input?.times ?? ({} as CaseContext['times']),
    at,
    seq: 0,
    role: 'personal',
    attachment: 'unknown',
    band: '',
    plan: planUntilLocated,
    skipped: [],
    deadline: null,
    stoppedAt: null,
    stoppedMs: 0,
    rung: 0,
    rungFrom: at,
    rungTried: null,
    freshFrom: at,
    seenAt: null,
    soughtAt: null,
    triedAt: null,
    wokeAt: null,
    noticedAt: null,
    noticeTriedAt: null,
    lookFrom: at,
    lookAt: null,
    windowFrom: null,
    attempts: 0,
    cycles: 0,
    ticket: null,
    refused: false,
    approval: null,
    holds: {},
    inFlight: {},
    held: [],
    giveBack: 'expired',
    backTo: null,
    gate: null,
    asking: null,
    outcome: null,
  }
}
