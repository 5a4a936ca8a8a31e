import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'
import { relay } from '../../lab/directory/relay.ts'

/** A way to a server that can be cut: then connections are refused. */
export interface Cable {
  port: number
  cut(): Promise<void>
  mend(): Promise<void>
}

/** Lays a cable to a port of loopback. */
export async function cableTo(port: number): Promise<Cable> {
  const far = { host: '127.0.0.1', port }
  let near: Server | undefined = await relay(0, far)
  const { port: ours } = near.address() as AddressInfo
  return {
    port: ours,
    async cut() {
      if (!near?.listening) return
      const closed = once(near, 'close')
      near.close()
      await closed
    },
    async mend() {
      near = await relay(ours, far)
    },
  }
}
