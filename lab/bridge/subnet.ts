import { ip } from './net-namespace.ts'

/** One /24 of the range that RFC 2544 sets aside for tests, claimed for one lab. */
export interface Subnet {
  id: number
  address(host: number): string
  broadcast: string
  release(): Promise<void>
}

const networks = 512

/**
 * Claims a free test network. The claim is an `unreachable` route: adding it fails if another lab has it, and
 * it keeps packets for a lab that is gone from leaving through the default route.
 */
export async function claimSubnet(): Promise<Subnet> {
  for (let tries = 0; tries < networks; tries++) {
    const id = (process.pid + tries) % networks
    const prefix = `198.${18 + (id >> 8)}.${id & 255}`
    const route = `route %s unreachable ${prefix}.0/24 metric 65535`
    const claimed = await ip(route.replace('%s', 'add')).then(
      () => true,
      () => false,
    )
    if (claimed) {
      return {
        id,
        address: (host) => `${prefix}.${host}`,
        broadcast: `${prefix}.255`,
        release: async () => void (await ip(route.replace('%s', 'delete'))),
      }
    }
  }
  throw new Error(`all ${networks} test networks are taken: are labs of other runs still up? (ip route)`)
}
