import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { jobBook } from './job-book.ts'
import type { ManagedHost } from './managed-host.ts'
import { patchToolRoutes } from './patch-tool-routes.ts'

/** How the lab's patch tool is set up. */
export interface PatchToolOptions {
  port?: number
  token: string
  /** By hostname. */
  hosts: Map<string, ManagedHost>
  /** Whether the tool's agent answers on the host now: switched on, and with a network. */
  reachable: (hostname: string) => boolean | Promise<boolean>
  /** Milliseconds that an installation takes. */
  installTime?: number
}

/** The small lab's patch tool. It speaks activities/deploy/http-contract.ts and installs only where it can. */
export interface PatchTool {
  origin: string
  /** Hosts that an installation was begun on, in order. */
  installs: string[]
  /** Idempotency keys of all install orders, in order; an order that was sent again stands there again. */
  orders: string[]
  stop(): Promise<void>
}

/** Starts it on loopback, with `POST /install`, `GET /jobs/:key` and `POST /live-check`. */
export async function startPatchTool(options: PatchToolOptions): Promise<PatchTool> {
  const jobs = jobBook(options.installTime ?? 0)
  const installs: string[] = []
  const orders: string[] = []
  const server = express()
    .use(patchToolRoutes({ ...options, jobs, installs, orders }))
    .listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    installs,
    orders,
    stop: async () => {
      jobs.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
