import { bridgePorts } from './bridge-ports.ts'
import {
  dot1qPvid,
  dot1qVlanStaticEgressPorts,
  dot1qVlanStaticUntaggedPorts,
  vmVlan,
} from './switch-objects.ts'
import type { SwitchState } from './switch-state.ts'

/** The words by which a pass_persist agent answers a SET (snmpd.conf(5)). */
export type SetAnswer = 'DONE' | 'not-writable' | 'inconsistent-value'

/**
 * Changes the state as a strict switch would: a PVID wants a VLAN that the port is in, and a port gets frames
 * untagged only of a VLAN that it is in.
 */
export function applySet(state: SwitchState, bridge: string, oid: string, value: string): SetAnswer {
  if (state.locked.some((locked) => oid.startsWith(`${locked}.`))) return 'not-writable'
  const index = oid.slice(oid.lastIndexOf('.') + 1)
  if (oid === `${vmVlan}.${index}`)
    return setAccessVlan(state, bridge, Number(index), Number(value.split(' ')[1]))
  if (oid === `${dot1qPvid}.${index}`)
    return setPvid(state, bridge, Number(index), Number(value.split(' ')[1]))
  if (oid === `${dot1qVlanStaticEgressPorts}.${index}`) return setEgress(state, index, portsOf(bridge, value))
  if (oid === `${dot1qVlanStaticUntaggedPorts}.${index}`)
    return setUntagged(state, index, portsOf(bridge, value))
  return 'not-writable'
}

function setAccessVlan(state: SwitchState, bridge: string, ifIndex: number, vlan: number): SetAnswer {
  const name = bridgePorts(bridge).find((port) => port.ifIndex === ifIndex)?.ifName
  if (!name || !state.egress[vlan]) return 'inconsistent-value'
  state.pvid[name] = vlan
  return 'DONE'
}

function setPvid(state: SwitchState, bridge: string, basePort: number, vlan: number): SetAnswer {
  const name = bridgePorts(bridge).find((port) => port.basePort === basePort)?.ifName
  if (!name || !state.egress[vlan]?.includes(name)) return 'inconsistent-value'
  state.pvid[name] = vlan
  return 'DONE'
}

function setEgress(state: SwitchState, vlan: string, ports: string[]): SetAnswer {
  const left = (state.egress[vlan] ?? []).filter((name) => !ports.includes(name))
  const stillNeeded = (name: string) =>
    state.pvid[name] === Number(vlan) || state.untagged[vlan]?.includes(name)
  if (!state.egress[vlan] || left.some(stillNeeded)) return 'inconsistent-value'
  state.egress[vlan] = ports
  return 'DONE'
}

function setUntagged(state: SwitchState, vlan: string, ports: string[]): SetAnswer {
  if (!ports.every((name) => state.egress[vlan]?.includes(name))) return 'inconsistent-value'
  state.untagged[vlan] = ports
  return 'DONE'
}

/** snmpd hands octets over as `octet "40 00"` or, where all of them are printable, as `string "@"`. */
function portsOf(bridge: string, value: string): string[] {
  const [, kind, text = ''] = /^(\w+) "?(.*?)"?$/s.exec(value) ?? []
  const octets = kind === 'octet' ? Buffer.from(text.replaceAll(' ', ''), 'hex') : Buffer.from(text, 'latin1')
  const isSet = (at: number) => ((octets[at >> 3] ?? 0) & (0x80 >> (at & 7))) !== 0
  return bridgePorts(bridge).flatMap(({ ifName, basePort }) => (isSet(basePort - 1) ? [ifName] : []))
}
