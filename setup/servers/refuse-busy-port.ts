import { once } from 'node:events'
import { createServer } from 'node:net'

/** Fails, saying what to do, when somebody already listens on the port. */
export async function refuseBusyPort(server: string, port: number): Promise<void> {
  const probe = createServer().listen(port, '127.0.0.1')
  try {
    await once(probe, 'listening')
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw fault
    throw new Error(
      `${server} cannot start: port ${port} is already in use. ` +
        `Stop what listens there (ss -ltnp 'sport = :${port}' names it), or choose another port for ${server}.`,
    )
  }
  probe.close()
  await once(probe, 'close')
}
