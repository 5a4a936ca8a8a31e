import { createSocket } from 'node:dgram'
import type { World } from './world.ts'

/** How long a machine of the lab takes to boot, milliseconds. */
const bootTime = 2_000

/** Receives magic packets (6 x FF, 16 x MAC) on loopback and boots the machine they are for. */
export function listenForWake(world: World, port: number): Promise<{ stop(): void }> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  const booting = new Set<NodeJS.Timeout>()
  socket.on('message', (packet) => {
    const mac = macIn(packet)
    const host = mac === null ? undefined : world.hostOf(mac)
    if (!host || world.isPowered(host)) return
    const timer = setTimeout(() => world.powerOn(host), bootTime)
    booting.add(timer)
  })
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(port, '127.0.0.1', () =>
      resolve({
        stop() {
          for (const timer of booting) clearTimeout(timer)
          socket.close()
        },
      }),
    )
  })
}

function macIn(packet: Buffer): string | null {
  const start = packet.indexOf('ffffffffffff', 0, 'hex')
  if (start < 0 || packet.length < start + 6 + 16 * 6) return null
  const mac = packet.subarray(start + 6, start + 12)
  const repeats = Array.from({ length: 16 }, (_, i) => packet.subarray(start + 6 + i * 6, start + 12 + i * 6))
  if (!repeats.every((one) => one.equals(mac))) return null
  return [...mac].map((octet) => octet.toString(16).padStart(2, '0')).join(':')
}
