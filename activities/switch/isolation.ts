import type { SwitchConfig } from '../../config/schema.ts'
import type { Prior } from '../../domain/target.ts'
import type { Interface } from './interfaces.ts'
import type { Snmp } from './snmp.ts'

/** One way to take a port's traffic away and to give it back. */
export interface Isolation {
  read(snmp: Snmp, port: Interface): Promise<{ closed: boolean; prior: Prior }>
  close(snmp: Snmp, port: Interface): Promise<void>
  /** Gives back what `close` took; a value that is neither ours nor the prior one is left alone. */
  reopen(snmp: Snmp, port: Interface, prior: Prior): Promise<void>
  /** Whether an interface that is closed in this way may still pass traffic. */
  passesTraffic: boolean
  /** What a person types to restore `prior`, one command a line. */
  byHand(config: SwitchConfig, ifIndex: number, prior: Prior): string[]
}
