import type { ApplicationFailure } from '@temporalio/common'
import { misconfigured, permanent, transient } from '../failure.ts'
import type { SnmpAgent } from './snmp.ts'

/** What was asked of the agent when it failed. */
export interface SnmpRequest {
  verb: 'get' | 'set' | 'walk'
  oid: string
}

const silentCommunity =
  'the switch is down or not reachable from here, or the community is wrong: ' +
  'SNMPv1 and v2c answer a wrong community with silence, so the two cannot be told apart'

const silence = {
  1: silentCommunity,
  '2c': silentCommunity,
  3:
    'the switch is down or not reachable from here, or the SNMPv3 privacy phrase is wrong, which some agents ' +
    'answer with silence; a wrong user or authentication phrase would have been answered',
}

type Advice = [lasting: keyof typeof failures, what: string, advice: string]

const failures = { permanent, transient, misconfigured }

/** Error status of RFC 3416 section 3, lower-case -> what it means for us. */
const statuses: Record<string, Advice> = {
  noaccess: [
    'misconfigured',
    'noAccess',
    'the community or user may read but not write: give writeCommunity, or a user with a write view',
  ],
  authorizationerror: [
    'misconfigured',
    'authorizationError',
    "the switch's view-based access control (RFC 3415) refuses this user or community",
  ],
  notwritable: [
    'permanent',
    'notWritable',
    'the switch does not let this object be written over SNMP: it needs another isolation adapter',
  ],
  readonly: ['permanent', 'readOnly', 'the switch does not let this object be written over SNMP'],
  nosuchname: [
    'permanent',
    'noSuchName',
    'SNMPv1 says this for an object that is missing or may not be written: check the community, or use v2c or v3',
  ],
  commitfailed: [
    'transient',
    'commitFailed',
    'the switch tried and could not: look at its log; an error-disabled port needs down, then up',
  ],
  generalerror: ['transient', 'genErr', 'the switch failed inside: look at its log'],
  generr: ['transient', 'genErr', 'the switch failed inside: look at its log'],
  resourceunavailable: ['transient', 'resourceUnavailable', 'the switch is short of memory or busy'],
  toobig: ['transient', 'tooBig', 'the answer does not fit into one message, even one row at a time'],
}

const wrongUser: Record<string, string> = {
  'Unknown User Name': 'the switch does not know this SNMPv3 user',
  'Wrong Digest': 'the SNMPv3 authentication phrase or protocol is wrong',
  'Decryption Error': 'the SNMPv3 privacy phrase or protocol is wrong',
  'Unsupported Security Level': 'the switch wants another SNMPv3 security level for this user',
}

/** Says of an SNMP error whether a retry can heal it, and what a person can do about it. */
export function snmpFailure(agent: SnmpAgent, request: SnmpRequest, error: unknown): ApplicationFailure {
  const raw = error instanceof Error ? error.message : String(error)
  const doing = `SNMP ${request.verb} ${request.oid} on ${agent.name} (${agent.host}:${agent.port})`
  if (isSilence(error)) return transient(`${doing}: no answer`, silence[agent.access.version], error)
  const user = Object.entries(wrongUser).find(([said]) => raw.toLowerCase().includes(said.toLowerCase()))
  if (user) return misconfigured(`${doing}: ${raw}`, user[1], error)
  const [lasting, what, advice] = statuses[statusOf(raw)] ?? [
    'permanent',
    raw,
    'look at the log of the switch',
  ]
  return failures[lasting](`${doing}: ${what}`, advice, error)
}

/**
 * For a GET that failed: SNMPv1 says noSuchName where v2c has a value for "absent" (RFC 1157 section 4.1.2).
 */
export function absentOrFailure(agent: SnmpAgent, oid: string): (error: unknown) => [] {
  return (error) => {
    if (agent.access.version === '1' && error instanceof Error && statusOf(error.message) === 'nosuchname')
      return []
    throw snmpFailure(agent, { verb: 'get', oid }, error)
  }
}

/** No answer in time, which both libraries say in their own words. */
export const isSilence = (error: unknown): boolean =>
  error instanceof Error && (error.message === 'Timeout' || error.name === 'RequestTimedOutError')

/** The agent's own word for an answer that does not fit (RFC 3416 section 4.2.3). */
export const isTooBig = (error: unknown): boolean =>
  error instanceof Error && statusOf(error.message) === 'toobig'

const statusOf = (message: string): string => message.split(':')[0]?.trim().toLowerCase() ?? ''
