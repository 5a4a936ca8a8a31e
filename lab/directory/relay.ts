import { once } from 'node:events'
import { connect, createServer, type NetConnectOpts, type Server } from 'node:net'
import { argv } from 'node:process'

/** Passes connections on, byte by byte; closing it cuts them. */
export async function relay(from: string | number, to: NetConnectOpts): Promise<Server> {
  const server = createServer((near) => {
    const far = connect(to)
    near.pipe(far).pipe(near)
    near.on('error', () => far.destroy()).on('close', () => far.destroy())
    far.on('error', () => near.destroy()).on('close', () => near.destroy())
  })
  server.listen(typeof from === 'number' ? { port: from, host: '127.0.0.1' } : { path: from })
  await once(server, 'listening')
  return server
}

// A Unix socket is reached from outside of the network namespace in which this process runs.
if (import.meta.main) await relay(argv[2] ?? '', { host: '127.0.0.1', port: Number(argv[3]) })
