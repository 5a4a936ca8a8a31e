import type { SwitchConfig } from '../../config/schema.ts'
import type { Host } from '../../domain/host.ts'
import type { TargetRef } from '../../domain/target.ts'
import { permanent, transient } from '../failure.ts'
import type { Found } from '../penalisable.ts'
import { checkPort } from './check-port.ts'
import { hasCiscoVlan } from './cisco-vlans.ts'
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
  const refusal = await checkPort(config, port.ifName, host.macs)
  if (refusal) return { refusal }
  const quarantine = await chooseQuarantine(config)
  return quarantine === 'impossible' ? noQuarantine(config) : { target: targetOf(config, port, quarantine) }
}

type Quarantine = { quarantineVlan: number; by: 'dot1qPvid' | 'vmVlan' }

/** Undefined where none is configured: then the port is shut. */
async function chooseQuarantine(config: SwitchConfig): Promise<Quarantine | undefined | 'impossible'> {
  const { quarantineVlan } = config
  if (quarantineVlan === undefined) return undefined
  return withSwitch(config, async (snmp) => {
    if (await hasVlan(snmp, quarantineVlan)) return { quarantineVlan, by: 'dot1qPvid' }
    if (await hasCiscoVlan(snmp, quarantineVlan)) return { quarantineVlan, by: 'vmVlan' }
    return 'impossible'
  })
}

/** A quarantine that the switch cannot give is no licence to shut the port instead (R9). */
function noQuarantine({ name, quarantineVlan }: SwitchConfig): Found {
  const why = `quarantine VLAN ${quarantineVlan} is configured for ${name}, but the switch does not have it`
  return { refusal: { rule: 'R9', why: `${why} or does not let it be managed over SNMP` } }
}

function targetOf(
  { name }: SwitchConfig,
  { ifName, ifIndex }: PortOfHost,
  quarantine?: Quarantine,
): TargetRef {
  return {
    id: `port:${name}/${ifName}`,
    kind: 'port',
    name: `${name} ${ifName}`,
    locator: { switch: name, ifName, ifIndex, ...quarantine },
  }
}

const refused = (why: string): Found => ({ refusal: { rule: 'R8', why } })
