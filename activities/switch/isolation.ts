import type { Interface } from './interfaces.ts'
import type { Snmp } from './snmp.ts'

/** All that an undo needs; the same as `Reading['prior']`. */
export type Prior = Record<string, string | number | boolean | null>

/** One way to take a port's traffic away and to give it back. */
export interface Isolation {
  read(snmp: Snmp, port: Interface): Promise<{ closed: boolean; prior: Prior }>
  close(snmp: Snmp, port: Interface): Promise<void>
  reopen(snmp: Snmp, port: Interface, prior: Prior): Promise<void>
  /** What a person types at the switch or at a shell to restore `prior`. */
  byHand(place: { address: string; port: number; ifName: string }, prior: Prior): string
}
