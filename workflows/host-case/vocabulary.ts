import { assign, setup } from 'xstate'
import { effectKey } from '../../domain/effect.ts'
import { caseTime, clockAt, withoutEndedHolds } from './case-clock.ts'
import type { CaseAction, CaseContext, CaseEvent, CaseInput, Decision, GiveBack } from './contract.ts'
import { delays } from './delays.ts'
import { guards } from './guards.ts'
import { nextLook, nextRungLook } from './look.ts'
import { rungDone } from './rung-done.ts'

/** Back to the rung that was given back; its time, its notice and what was seen count anew. */
const backToRung = (c: CaseContext): Partial<CaseContext> => ({
  rung: c.backTo ?? c.rung,
  backTo: null,
  rungFrom: caseTime(c),
  freshFrom: c.at,
  windowFrom: null,
})

type Params<T extends CaseAction['type']> = Extract<CaseAction, { type: T }>['params']

/** The words machine.ts is written in. Orders to the interpreter do nothing here: it carries them out. */
export const law = setup({
  types: {} as {
    context: CaseContext
    events: CaseEvent
    input: CaseInput & { at: number }
  },
  guards,
  delays,
  actions: {
    run: (_, _order: Params<'run'>) => {},
    askGate: (_, _request: Params<'askGate'>) => {},
    returnGrant: (_, _grant: Params<'returnGrant'>) => {},
    askPerson: (_, _question: Params<'askPerson'>) => {},
    withdrawAsk: (_, _question: Params<'withdrawAsk'>) => {},
    alarm: (_, _alarm: Params<'alarm'>) => {},
    skipRung: (_, _skipped: Params<'skipRung'>) => {},

    giveBack: assign((_, { what }: { what: GiveBack }) => ({ giveBack: what })),
    openWindow: assign(({ context }) => ({ windowFrom: context.at })),
    countCycle: assign(({ context }) => ({ cycles: context.cycles + 1 })),
    backToRung: assign(({ context }) => backToRung(context)),
    /** An exemption that found nothing to give back changes no rung and no time. */
    backToRungGivenBack: assign(({ context }) => (context.backTo === null ? {} : backToRung(context))),
    passRung: assign(({ context }) => rungDone(context)),
    /** Remembers when the case means to look again, so that an outage is noticed. */
    planLook: assign(({ context }) => ({ lookAt: nextLook(context) })),
    planNextRung: assign(({ context }) => ({ lookAt: nextRungLook(context) })),
    stopLooking: assign(({ context, event }) => ({ ...clockAt(context, event.at), lookAt: null })),
    lookAnew: assign(({ context }) => ({ lookFrom: context.at })),
    liftEndedHolds: assign(({ context }) => withoutEndedHolds(context)),
  },
})

/** Name of the grant and of the effect that runs under it. */
export const keyOf = (c: CaseContext, seq: number): string => effectKey({ caseId: c.caseId, seq })

/** Guard: an effect of this kind is under way. */
export const inFlight = <K extends string>(kind: K) => ({ type: 'inFlight', params: { kind } }) as const
/** Guard: the event is the outcome of such an effect. */
export const ends = <K extends string>(kind: K) => ({ type: 'ends', params: { kind } }) as const
/** Guard: the event is a person's answer to the open question, and it is this one. */
export const answer = <D extends Decision>(is: D) => ({ type: 'answer', params: { is } }) as const
/** Guard: there is a hold of this kind. */
export const controlIs = <H extends string>(hold: H) => ({ type: 'controlIs', params: { hold } }) as const
/** Action: from here on this much is to be given back. */
export const giveBack = (what: GiveBack) => ({ type: 'giveBack', params: { what } }) as const
/** Action: somebody has to look at this. */
export const alarm = (what: string) => ({ type: 'alarm', params: { what } }) as const
