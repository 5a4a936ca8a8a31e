import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buildApp } from './app.ts'
import type { Services } from './services.ts'

/** A listening API. */
export interface ApiServer {
  url: string
  /** Ends when requests under way have been answered, or after five seconds. */
  close(): Promise<void>
}

const drainFor = 5000

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new Error(
      `port ${port} on ${host} is in use; end the other program or set api.port (STRAGGLER_API_PORT)`,
    )
  if (error.code === 'EACCES')
    return new Error(`not allowed to listen on ${host}:${port}; choose a port above 1023`)
  if (error.code === 'EADDRNOTAVAIL')
    return new Error(`this machine has no address ${host}; correct api.host`)
  return error
}

async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const giveUp = setTimeout(() => server.closeAllConnections(), drainFor)
  await closed
  clearTimeout(giveUp)
}

/** Serves the API on the configured address, or says why it cannot. */
export async function listen(services: Services): Promise<ApiServer> {
  const { host, port } = services.config.api
  const server = createServer(buildApp(services))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, host, port)))
    server.listen(port, host, resolve)
  })
  const bound = server.address() as AddressInfo
  const name = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address
  return { url: `http://${name}:${bound.port}`, close: () => drain(server) }
}
