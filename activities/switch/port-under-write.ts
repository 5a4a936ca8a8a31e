import { setTimeout as sleep } from 'node:timers/promises'
import type { SwitchConfig } from '../../config/schema.ts'
import { permanent, transient } from '../failure.ts'
import type { Reading, TargetRef } from '../penalisable.ts'
import { findInterface, type Interface, operUp, writeAlias } from './interfaces.ts'
import type { Isolation } from './isolation.ts'
import { markOf } from './ownership-mark.ts'
import { quarantine } from './quarantine.ts'
import { quarantineCisco } from './quarantine-cisco.ts'
import { shutDown } from './shut-down.ts'
import type { Snmp } from './snmp.ts'

/** A port at one moment, with the connection over which it was read. */
export interface Port {
  config: SwitchConfig
  target: TargetRef
  snmp: Snmp
  found: Interface
  isolation: Isolation
  reading: Reading
}

/** Reads the port by its ifName; the ifIndex is looked up anew, since a reboot may have moved it. */
export async function readPort(snmp: Snmp, config: SwitchConfig, target: TargetRef): Promise<Port> {
  const found = await findInterface(snmp, String(target.locator.ifName))
  if (!found) throw noSuchPort(target)
  const isolation = isolationOf(target)
  const { closed, prior } = await isolation.read(snmp, found)
  const reading: Reading = {
    state: closed ? 'closed' : 'open',
    mark: config.marker === 'ifAlias' ? markOf(found) : undefined,
    prior: { ifAlias: found.alias, ...prior },
  }
  return { config, target, snmp, found, isolation, reading }
}

/** Which way was chosen when the target was found; it stays that way until the release. */
export function isolationOf({ locator: { quarantineVlan, by } }: TargetRef): Isolation {
  if (quarantineVlan === undefined) return shutDown
  return by === 'vmVlan' ? quarantineCisco(Number(quarantineVlan)) : quarantine(Number(quarantineVlan))
}

/** Writes the port's alias where the switch keeps our mark. */
export async function writeMark(port: Port, alias: string): Promise<void> {
  if (port.config.marker !== 'ifAlias' || port.found.alias === alias) return
  await writeAlias(port.snmp, port.found.ifIndex, alias)
}

/** An accepted SET proves little: some agents apply it later, some never. */
export async function readBack(port: Port, wanted: Reading['state'], within = 10_000): Promise<void> {
  const until = Date.now() + within
  for (;;) {
    const now = await readPort(port.snmp, port.config, port.target)
    const isDone = now.reading.state === wanted && (wanted === 'open' || isSilent(now))
    if (isDone) return
    if (Date.now() > until) throw notDone(now, wanted)
    await sleep(250)
  }
}

/** A shut port must stop passing traffic; a quarantined one goes on, in another VLAN. */
const isSilent = ({ isolation, found }: Port): boolean =>
  isolation !== shutDown || found.operStatus !== operUp

const noSuchPort = ({ name, locator }: TargetRef) =>
  permanent(
    `${name}: the switch ${locator.switch} has no interface with that ifName now`,
    'was the switch replaced or renumbered? release this target by hand and let the host be located anew',
  )

const notDone = ({ target, found }: Port, wanted: Reading['state']) =>
  transient(
    `${target.name}: the switch took the write, but the port is not ${wanted} ` +
      `(ifAdminStatus ${found.adminStatus}, ifOperStatus ${found.operStatus})`,
    'it is read again before anything is written; if it stays so, look at the log of the switch',
  )
