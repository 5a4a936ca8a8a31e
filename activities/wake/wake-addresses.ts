import { BlockList, isIPv4 } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { WakeConfig } from '../../config/schema.ts'

/**
 * Every path that may reach the host: what the configuration names, the broadcast address of each of its
 * subnets (RFC 919; routers must let it in from here), and its last addresses, which work while a switch or
 * router still knows where to send them. A subnet that is not ours is taken for a /24.
 */
export function wakeAddresses(ips: string[], config: Pick<WakeConfig, 'addresses'>): string[] {
  const broadcasts = ips.filter((ip) => isIPv4(ip)).map(broadcastOf)
  return [...new Set([...config.addresses, ...broadcasts, ...ips])]
}

function broadcastOf(ip: string): string {
  const mask = ourMaskFor(ip) ?? '255.255.255.0'
  const maskOctets = mask.split('.').map(Number)
  return ip
    .split('.')
    .map((octet, place) => Number(octet) | (~(maskOctets[place] ?? 255) & 255))
    .join('.')
}

function ourMaskFor(ip: string): string | null {
  for (const { family, cidr, netmask } of Object.values(networkInterfaces()).flatMap((all) => all ?? [])) {
    const [network, prefix] = cidr?.split('/') ?? []
    if (family !== 'IPv4' || !network || !prefix || prefix === '32') continue
    const subnet = new BlockList()
    subnet.addSubnet(network, Number(prefix))
    if (subnet.check(ip)) return netmask
  }
  return null
}
