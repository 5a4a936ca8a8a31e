import type { Fault } from '../../yaml-source.ts'
import type { ParsedPolicy } from '../parse-policy.ts'
import type { DeployNeed } from '../plan-for.ts'
import type { Policy } from '../schema.ts'
import { checkLeaseOutlastsWait, checkNoticeFirst, checkNoticeLead, checkRungs } from './check-ladder.ts'
import { checkPlaces, checkReach, checkServers } from './check-table.ts'
import { checkModes, checkOrder, checkRepair } from './check-times.ts'
import type { Check, Contradiction } from './contradiction.ts'
import { laxer } from './laxer.ts'

/** With any error a policy must not be used; warnings are for somebody to have meant. */
export interface PolicyFindings {
  errors: Fault[]
  warnings: Fault[]
}

export interface CheckOptions {
  /** The policy that figures are compared with. */
  shipped: Policy
  /** What the deploy route needs of a host; when unknown, everything. */
  needs?: readonly DeployNeed[]
  /** Checks that play the policy through with the machine, which is not known here. */
  proofs?: readonly Check[]
}

const checks: readonly Check[] = [
  checkRungs,
  checkNoticeFirst,
  checkNoticeLead,
  checkLeaseOutlastsWait,
  checkServers,
  checkReach,
  checkPlaces,
  checkOrder,
  checkRepair,
  checkModes,
]

const everything: readonly DeployNeed[] = ['port', 'machineAccount', 'userAccount']

/** One complaint a place: what is wrong for several kinds of hosts is said for the first of them. */
function placed({ faultAt }: Pick<ParsedPolicy, 'faultAt'>, found: Contradiction[]): Fault[] {
  const faults = new Map(found.toReversed().map(({ path, says }) => [path.join('/'), faultAt(path, says)]))
  return [...faults.values()].toSorted((a, b) => a.line - b.line || a.column - b.column)
}

/** What is wrong with a policy: contradictions, what the proofs bring to light, and laxer figures than shipped. */
export function check(
  parsed: Omit<ParsedPolicy, 'ok' | 'hash'>,
  { shipped, needs = everything, proofs = [] }: CheckOptions,
): PolicyFindings {
  return {
    errors: placed(
      parsed,
      [...checks, ...proofs].flatMap((one) => one(parsed.policy, needs)),
    ),
    warnings: placed(parsed, laxer(parsed.policy, shipped)),
  }
}
