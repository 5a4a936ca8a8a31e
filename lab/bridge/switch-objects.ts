import { type BridgePort, bridgePorts, learnedMacs } from './bridge-ports.ts'
import type { SwitchState } from './switch-state.ts'

/** One object instance as pass_persist wants it; `octet` values are hex (snmpd.conf(5)). */
export interface MibObject {
  oid: string
  type: 'integer' | 'gauge' | 'string' | 'octet'
  value: string | number
}

/** Subtrees that the agent is registered for. */
export const qBridge = '1.3.6.1.2.1.17.7'
export const cdp = '1.3.6.1.4.1.9.9.23.1'
export const vtp = '1.3.6.1.4.1.9.9.46.1'
export const vlanMembership = '1.3.6.1.4.1.9.9.68.1'
export const lag = '1.2.840.10006.300.43.1.2'

export const vmVlan = `${vlanMembership}.2.2.1.2`
export const dot1qPvid = `${qBridge}.1.4.5.1.1`
export const dot1qVlanStaticEgressPorts = `${qBridge}.1.4.3.1.2`
export const dot1qVlanStaticUntaggedPorts = `${qBridge}.1.4.3.1.4`

/** Far from the VLAN's own number, so that whoever takes one for the other is found out. */
const fdbIdOf = (vlan: string | number): number => Number(vlan) + 5000

/** Every object of the switch now, in the order of their OIDs. */
export function switchObjects(state: SwitchState, bridge: string): MibObject[] {
  const ports = bridgePorts(bridge)
  return [
    ...(state.cisco ? ciscoVlanObjects(state, ports) : qBridgeObjects(state, ports, bridge)),
    ...cdpObjects(state, ports),
    ...linkObjects(state, ports),
  ].sort((a, b) => compareOids(a.oid, b.oid))
}

function qBridgeObjects(state: SwitchState, ports: BridgePort[], bridge: string): MibObject[] {
  const vlans = Object.keys(state.egress)
  const list = (vlan: string, of: SwitchState['egress']) => portList(ports, of[vlan] ?? [])
  return [
    ...vlans.flatMap((vlan): MibObject[] => [
      { oid: `${qBridge}.1.4.2.1.3.0.${vlan}`, type: 'gauge', value: fdbIdOf(vlan) },
      { oid: `${dot1qVlanStaticEgressPorts}.${vlan}`, type: 'octet', value: list(vlan, state.egress) },
      { oid: `${dot1qVlanStaticUntaggedPorts}.${vlan}`, type: 'octet', value: list(vlan, state.untagged) },
    ]),
    ...ports.map(({ ifName, basePort }): MibObject => {
      return { oid: `${dot1qPvid}.${basePort}`, type: 'gauge', value: state.pvid[ifName] ?? 1 }
    }),
    ...(state.vlanForwardingTable ? forwardingObjects(state, ports, bridge) : []),
  ]
}

function ciscoVlanObjects(state: SwitchState, ports: BridgePort[]): MibObject[] {
  return [
    ...Object.keys(state.egress).map((vlan): MibObject => {
      return { oid: `${vtp}.3.1.1.2.1.${vlan}`, type: 'integer', value: 1 }
    }),
    ...ports.map(({ ifName, ifIndex }): MibObject => {
      return { oid: `${vmVlan}.${ifIndex}`, type: 'integer', value: state.pvid[ifName] ?? 1 }
    }),
  ]
}

/** dot1qTpFdbTable; index is filtering database and MAC. */
function forwardingObjects(state: SwitchState, ports: BridgePort[], bridge: string): MibObject[] {
  return learnedMacs(bridge).flatMap(({ mac, ifName }): MibObject[] => {
    const port = ports.find((one) => one.ifName === ifName)
    const octets = mac.split(':').map((octet) => Number.parseInt(octet, 16))
    const index = [fdbIdOf(state.pvid[ifName] ?? 1), ...octets].join('.')
    return [
      { oid: `${qBridge}.1.2.2.1.2.${index}`, type: 'integer', value: port?.basePort ?? 0 },
      { oid: `${qBridge}.1.2.2.1.3.${index}`, type: 'integer', value: 3 },
    ]
  })
}

function cdpObjects({ cdp: { running, neighbours } }: SwitchState, ports: BridgePort[]): MibObject[] {
  const rows = neighbours.flatMap((neighbour, place): MibObject[] => {
    const ifIndex = ports.find(({ ifName }) => ifName === neighbour.ifName)?.ifIndex
    const capabilities = Buffer.alloc(4)
    capabilities.writeUInt32BE(neighbour.capabilities)
    const column = (number: number) => `${cdp}.2.1.1.${number}.${ifIndex}.${place + 1}`
    return [
      { oid: column(6), type: 'string', value: neighbour.deviceId },
      { oid: column(8), type: 'string', value: neighbour.platform },
      { oid: column(9), type: 'octet', value: octetsOf(capabilities) },
    ]
  })
  return [...rows, { oid: `${cdp}.3.1.0`, type: 'integer', value: running ? 1 : 2 }]
}

function linkObjects(state: SwitchState, ports: BridgePort[]): MibObject[] {
  const indexOf = (name?: string) => ports.find(({ ifName }) => ifName === name)?.ifIndex ?? 0
  return ports.flatMap(({ ifName, ifIndex }): MibObject[] => [
    { oid: `${lag}.1.1.13.${ifIndex}`, type: 'integer', value: indexOf(state.aggregates[ifName]) },
    { oid: `${vtp}.6.1.1.14.${ifIndex}`, type: 'integer', value: state.trunks.includes(ifName) ? 1 : 2 },
  ])
}

/** PortList (RFC 4363): bit for bit the ports, the first one in the highest bit of the first octet. */
function portList(ports: BridgePort[], members: string[]): string {
  const octets = Buffer.alloc(8)
  for (const { ifName, basePort } of ports) {
    const at = basePort - 1
    if (members.includes(ifName)) octets[at >> 3] = (octets[at >> 3] ?? 0) | (0x80 >> (at & 7))
  }
  return octetsOf(octets)
}

const octetsOf = (octets: Buffer): string => octets.toString('hex').replace(/..(?=.)/g, '$& ')

/** Orders OIDs number by number; a prefix comes first. */
export function compareOids(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] !== right[i]) return Number(left[i]) - Number(right[i])
  }
  return left.length - right.length
}
