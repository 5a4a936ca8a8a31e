import type { SwitchConfig } from '../../config/schema.ts'
import { inParallel } from '../in-parallel.ts'
import { type Learned, readForwardingTable } from './forwarding-table.ts'
import { readInterfaceNames } from './interfaces.ts'
import { withSwitch } from './open-switch.ts'
import type { Snmp } from './snmp.ts'

/** A learned address with the name of its port, which outlives a reboot. */
export interface NamedLearned extends Learned {
  ifName: string
}

/** A switch that could not be read, and why; its hosts are neither present nor absent (R6). */
export interface Unread {
  switch: string
  why: string
}

/** Each switch has one request of ours in flight; only many switches make a sweep quick. */
const switchesAtOnce = 32

/** Does a reading on every switch at once and tells results from failures. */
export async function readSwitches<T>(
  switches: SwitchConfig[],
  read: (snmp: Snmp, config: SwitchConfig) => Promise<T>,
): Promise<{ results: T[]; unread: Unread[] }> {
  const outcomes = await inParallel(switches, switchesAtOnce, (config) =>
    withSwitch(config, async (snmp) => ({ result: await read(snmp, config) })).catch((error: Error) => ({
      unread: { switch: config.name, why: error.message },
    })),
  )
  return {
    results: outcomes.flatMap((one) => ('result' in one ? [one.result] : [])),
    unread: outcomes.flatMap((one) => ('unread' in one ? [one.unread] : [])),
  }
}

/** The forwarding table with port names; an entry whose port has no name is left out. */
export async function readNamedTable(snmp: Snmp): Promise<NamedLearned[]> {
  const learned = await readForwardingTable(snmp)
  const names = await readInterfaceNames(snmp)
  return learned.flatMap((one) => {
    const ifName = names.get(one.ifIndex)
    return ifName ? [{ ...one, ifName }] : []
  })
}
