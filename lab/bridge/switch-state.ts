import { readFileSync, renameSync, writeFileSync } from 'node:fs'

/** What a neighbour says of itself over CDP. */
export interface CdpNeighbour {
  ifName: string
  deviceId: string
  platform: string
  /** Bits of cdpCacheCapabilities: 1 router, 2 and 4 bridge, 8 switch, 16 host, 128 phone. */
  capabilities: number
}

/**
 * All that the Linux bridge or its kernel lacks and the pass_persist agent says in its place; ports by
 * ifName.
 */
export interface SwitchState {
  cdp: { running: boolean; neighbours: CdpNeighbour[] }
  /** Member -> its aggregate (IEEE 802.3ad); no entry: the port stands alone. */
  aggregates: Record<string, string>
  /** Ports that Cisco's VTP MIB reports as trunking. */
  trunks: string[]
  pvid: Record<string, number>
  /** VLAN -> ports in it, and those of them that get its frames untagged. */
  egress: Record<string, string[]>
  untagged: Record<string, string[]>
  /** Answer dot1qTpFdbTable too, with filtering databases that are not numbered as their VLANs. */
  vlanForwardingTable: boolean
  /** Speak Cisco's VLAN MIBs in the place of Q-BRIDGE-MIB. */
  cisco: boolean
  /** Objects whose SET is answered with notWritable. */
  locked: string[]
}

/** A switch with all its ports in VLAN 1, which knows one more VLAN. */
export function freshState(ports: string[], otherVlan: number): SwitchState {
  return {
    cdp: { running: true, neighbours: [] },
    aggregates: {},
    trunks: [],
    pvid: Object.fromEntries(ports.map((name) => [name, 1])),
    egress: { 1: [...ports], [otherVlan]: [] },
    untagged: { 1: [...ports], [otherVlan]: [] },
    vlanForwardingTable: false,
    cisco: false,
    locked: [],
  }
}

export const readState = (file: string): SwitchState => JSON.parse(readFileSync(file, 'utf8'))

/** Replaced whole, so that the agent never reads half a file. */
export function writeState(file: string, state: SwitchState): void {
  writeFileSync(`${file}.new`, JSON.stringify(state))
  renameSync(`${file}.new`, file)
}
