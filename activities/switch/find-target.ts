import type { SwitchConfig } from '../../config/schema.ts'
import type { Host } from '../../domain/host.ts'
import type { TargetRef } from '../../domain/target.ts'
import { permanent, transient } from '../failure.ts'
import type { Found, Refusal } from '../penalisable.ts'
import { checkPort } from './check-port.ts'
import { findPort, type PortOfHost } from './find-port.ts'
import { withSwitch } from './open-switch.ts'
import { hasVlan } from './vlans.ts'

/** The switch port that a port penalty for this host would hit; looked up live, failing closed. */
export async function findTarget(switches: SwitchConfig[], host: Host): Promise<Found> {
  if (host.macs.length === 0) return refused(`no MAC of ${host.hostname} is known, so its port cannot be`)
  const { ports, unread } = await findPort(switches, host.macs)
  const [port] = ports
  if (!port && unread.length > 0) {
    throw transient(
      `no switch that answers knows ${host.hostname}; not read: ${unread.map(({ why }) => why).join('; ')}`,
      'see to the switches that do not answer; the host may be on one of them',
    )
  }
  if (!port) return refused(`no switch has any MAC of ${host.hostname} in its forwarding table now`)
  const config = switches.find(({ name }) => name === port.switch)
  if (!config)
    throw permanent(`switch ${port.switch} is not configured`, 'this is a fault of ours: report it')
  const refusal = (await checkPort(config, port.ifName, host.macs)) ?? (await checkQuarantine(config))
  return refusal ? { refusal } : { target: targetOf(config, port) }
}

/** A quarantine that the switch cannot give is no licence to shut the port instead (R9). */
async function checkQuarantine(config: SwitchConfig): Promise<Refusal | null> {
  const { name, quarantineVlan: vlan } = config
  if (vlan === undefined || (await withSwitch(config, (snmp) => hasVlan(snmp, vlan)))) return null
  return {
    rule: 'R9',
    why: `quarantine VLAN ${vlan} is configured for ${name}, but the switch does not have it (Q-BRIDGE-MIB)`,
  }
}

function targetOf({ name, quarantineVlan }: SwitchConfig, { ifName, ifIndex }: PortOfHost): TargetRef {
  return {
    id: `port:${name}/${ifName}`,
    kind: 'port',
    name: `${name} ${ifName}`,
    locator: { switch: name, ifName, ifIndex, ...(quarantineVlan !== undefined && { quarantineVlan }) },
  }
}

const refused = (why: string): Found => ({ refusal: { rule: 'R8', why } })
