import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

/** A port of the Linux bridge, as the kernel of this namespace has it. */
export interface BridgePort {
  ifName: string
  ifIndex: number
  /** dot1dBasePort; counted as the repaired snmp-bridge-mib does. */
  basePort: number
}

const sys = '/sys/class/net'

/** The bridge's ports in the order of their kernel numbers. */
export function bridgePorts(bridge: string): BridgePort[] {
  const kernelNumber = (name: string) => Number(readFileSync(`${sys}/${bridge}/brif/${name}/port_no`, 'utf8'))
  return readdirSync(`${sys}/${bridge}/brif`)
    .toSorted((a, b) => kernelNumber(a) - kernelNumber(b))
    .map((ifName, place) => ({
      ifName,
      ifIndex: Number(readFileSync(`${sys}/${ifName}/ifindex`, 'utf8')),
      basePort: place + 1,
    }))
}

/** MAC -> port on which the kernel learned it. */
export function learnedMacs(bridge: string): { mac: string; ifName: string }[] {
  const rows = JSON.parse(execFileSync('bridge', ['-j', 'fdb', 'show', 'br', bridge], { encoding: 'utf8' }))
  return rows
    .filter((row: { state?: string; master?: string }) => row.master === bridge && row.state !== 'permanent')
    .map((row: { mac: string; ifname: string }) => ({ mac: row.mac, ifName: row.ifname }))
}
