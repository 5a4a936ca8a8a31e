import type { Located } from '../../../domain/effect.ts'
import { isPenalty } from '../../../domain/rung.ts'
import type { CaseMachine } from '../../interpret/interpret.ts'
import type { CaseAction, CaseEvent, CaseInput } from '../contract.ts'
import { machine } from '../machine.ts'
import { type Rehearsal, rehearse } from '../rehearsal.ts'
import { day, found, hour, rung, start, times } from '../test-case.ts'
import { choicesFor, nextDueIn } from './choices.ts'
import { closeNow } from './close-now.ts'
import { Ledger } from './ledger.ts'
import { faultsOfNext, faultsOfOrders, faultsOfStanding } from './rules.ts'

/** What a walk came across. */
export interface Walked {
  /** The first fault with the events that led to it; empty when all rules held. */
  faults: string[]
  states: Set<string>
  penalties: number
}

const plans = {
  wired: [
    rung('ownerNotice', 0),
    rung('ticket', hour),
    rung('machineAccount', hour),
    rung('userAccount', hour, { approval: true }),
    rung('managementNotice', hour),
    rung('port', hour, { leavesDeploy: true }),
  ],
  wireless: [
    rung('ownerNotice', 0),
    rung('ticket', hour),
    rung('machineAccount', hour),
    rung('disconnect', hour),
  ],
}

/** The cases that are walked; the last two must never be penalised, the third never shows itself. */
export type Kind = 'wired' | 'wireless' | 'absent' | 'server' | 'unreported'

const locatedAs = (kind: Kind): Located =>
  found({
    role: kind === 'server' ? 'server' : 'personal',
    plan: kind === 'wireless' ? plans.wireless : plans.wired,
    deadline: start + 8 * hour,
  })

const inputOf = (kind: Kind): CaseInput => ({
  hostRef: 'h',
  caseId: 'c',
  kind: kind === 'unreported' ? 'unreported' : 'unpatched',
  machineVersion: 1,
  policyHash: '',
  times: {
    ...times,
    wakeEvery: day,
    noticeLead: 6 * hour,
    unseen: 4 * day,
    stall: 6 * day,
    attemptsBeforePenalty: 1,
  },
  unpatchedSince: start,
})

/** Walks one case through what the numbers choose, then has it patched; judges every step. */
export function walk(kind: Kind, numbers: readonly number[], law: CaseMachine = machine): Walked {
  const input = inputOf(kind)
  const ledger = new Ledger(input, start)
  const walked: Walked = { faults: [], states: new Set(), penalties: 0 }
  const log: string[] = []
  const judge = (faults: string[]) => {
    if (walked.faults.length === 0)
      walked.faults = faults.map((fault) => [fault, ...log.slice(-40)].join('\n  '))
  }

  const host = rehearse(input, start, { law, watch })
  ledger.order(host.orders)
  for (const number of numbers) {
    if (host.view().state === 'closed' || walked.faults.length > 0) return walked
    choose(host, ledger, kind, number)
    judge(faultsOfNext(host))
  }
  if (!closeNow(host)) judge([`cannot be closed from ${host.state()}`])
  return walked

  function watch(event: CaseEvent, actions: CaseAction[]): void {
    const from = log.at(-1) ?? ''
    const to = host.state()
    log.push(`day ${((event.at - start) / day).toFixed(2)}: ${event.type} -> ${to}`)
    walked.states.add(to)
    ledger.hear(event)
    judge(faultsOfOrders({ event, actions, ledger }))
    ledger.order(actions)
    walked.penalties += actions.filter(isPenaltyOrder).length
    if (from.includes('repairing') && !to.startsWith('repairing')) ledger.holds.interruptedAt = ledger.now
    judge(faultsOfStanding(host, ledger))
    if (event.type === 'patched' && !/^(releasing|conflict|closed)/.test(to)) {
      judge(['evidence of being patched does not start the release'])
    }
  }
}

const isPenaltyOrder = (action: CaseAction) => action.type === 'run' && isPenalty(action.params.kind)

function choose(host: Rehearsal, ledger: Ledger, kind: Kind, number: number): void {
  const choices = choicesFor(host, ledger, locatedAs(kind), kind === 'absent')
  const total = choices.reduce((sum, { weight }) => sum + weight, 0)
  let rest = (number / 2 ** 32) * total
  const chosen = choices.find(({ weight }) => {
    rest -= weight
    return rest < 0
  })
  if (chosen?.sleeps) ledger.holds.sleep(nextDueIn(host), host.now() + chosen.sleeps)
  chosen?.does(host)
}
