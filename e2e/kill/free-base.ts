import { labPorts } from '../../lab/company/paths.ts'
import { refuseBusyUdpPort } from '../../lab/switch/refuse-busy-udp-port.ts'
import { refuseBusyPort } from '../../setup/servers/refuse-busy-port.ts'

// Below the range from which the kernel gives ports to clients: nobody takes the port of a server that was
// killed before it is started again.
const first = 11_000
const bases = 40
const step = 500

/** Distance of the API's port from the base. */
const api = 373

/** Where the ports of a lab can begin that no other lab on this machine uses. */
export async function freeBase(): Promise<{ basePort: number; apiPort: number }> {
  for (let tried = 0; tried < bases; tried++) {
    const basePort = first + ((process.pid + tried) % bases) * step
    const free = await isFree(basePort)
    if (free) return { basePort, apiPort: basePort + api }
  }
  throw new Error('40 labs run on this machine already')
}

async function isFree(basePort: number): Promise<boolean> {
  const { wake, firstSwitch, ...tcp } = labPorts(basePort)
  const udp = [wake, firstSwitch, firstSwitch + 1, firstSwitch + 2]
  const probes = [
    ...[...Object.values(tcp), basePort + api].map((port) => refuseBusyPort('the lab', port)),
    ...udp.map((port) => refuseBusyUdpPort('the lab', port)),
  ]
  const found = await Promise.allSettled(probes)
  return found.every(({ status }) => status === 'fulfilled')
}
