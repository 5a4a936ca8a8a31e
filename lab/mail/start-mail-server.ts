import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { type Inbox, inbox } from './inbox.ts'
import { type Guard, type Mood, smtpHandlers } from './smtp-handlers.ts'

/** A mail server on loopback that keeps what it gets. */
export interface MailServer extends Pick<Inbox, 'received' | 'mailbox' | 'waitFor'> {
  host: string
  port: number
  behave(mood: Mood): void
  /** Stops listening; connections are refused until `up`. */
  down(): Promise<void>
  up(): Promise<void>
}

/** Starts a mail server on a free port unless one is given. */
export async function startMailServer(options: Guard & { port?: number } = {}): Promise<MailServer> {
  const host = '127.0.0.1'
  const mails = inbox()
  const state = { ...options, mood: 'accept' as Mood }
  const handlers = smtpHandlers(state, mails, (id) => hangUp(smtp, id))
  const listen = async (at: number) => {
    const server = new SMTPServer(handlers)
    server.on('error', () => {}) // A client that hangs up is the client's business.
    server.listen(at, host)
    await once(server.server, 'listening')
    return server
  }
  let smtp = await listen(options.port ?? 0)
  const { port } = smtp.server.address() as AddressInfo
  return {
    host,
    port,
    ...mails,
    behave: (mood) => {
      state.mood = mood
    },
    down: () => new Promise((resolve) => smtp.close(resolve)),
    up: async () => {
      smtp = await listen(port)
    },
  }
}

function hangUp(server: SMTPServer, sessionId: string): void {
  for (const connection of server.connections) {
    if (connection.session.id === sessionId) connection._socket.destroy()
  }
}
