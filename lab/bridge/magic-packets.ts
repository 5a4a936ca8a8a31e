import type { ChildProcess } from 'node:child_process'
import type { NetNamespace } from './net-namespace.ts'
import { printed } from './printed.ts'

/** tcpdump on a host's cable, counting the magic packets for one MAC. */
export interface MagicPacketWatch {
  /**
   * What tcpdump has printed of each packet so far, e.g. `IP 198.18.0.254.4711 > 198.18.0.255.9: UDP, length
   * 102`.
   */
  seen(): string[]
  /** The next packet, or the first if one was seen already. */
  first: Promise<void>
  stop(): Promise<void>
}

/** Starts tcpdump on an interface; ready once it listens. */
export async function watchMagicPackets(
  netns: NetNamespace,
  link: string,
  mac: string,
): Promise<MagicPacketWatch> {
  const tcpdump = netns.start(['tcpdump', '-l', '-n', '-t', '-i', link, filterFor(mac)])
  const lines: string[] = []
  const { promise: first, resolve } = Promise.withResolvers<void>()
  tcpdump.stdout?.on('data', (chunk: Buffer) => {
    lines.push(...chunk.toString().split('\n').filter(Boolean))
    resolve()
  })
  await printed(tcpdump, 'listening on')
  return { seen: () => [...lines], first, stop: () => ended(tcpdump) }
}

/** UDP that begins with six times FF and the MAC; its payload begins at octet 8. */
function filterFor(mac: string): string {
  const hex = mac.replaceAll(':', '')
  const sync = 'udp[8:4] = 0xffffffff and udp[12:2] = 0xffff'
  return `udp and ${sync} and udp[14:4] = 0x${hex.slice(0, 8)} and udp[18:2] = 0x${hex.slice(8)}`
}

async function ended(tcpdump: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => tcpdump.once('exit', resolve))
  tcpdump.kill('SIGINT')
  await gone
}
