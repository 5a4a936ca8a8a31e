import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/**
 * How the server treats what comes: `refuse` answers 550 to the recipient, `greylist` 451, `loseAnswer` keeps
 * the mail and drops the connection before the sender hears of it.
 */
export type Mood = 'accept' | 'refuse' | 'greylist' | 'loseAnswer'

/** A mail server on loopback that keeps what it gets. */
export interface MailServer {
  host: string
  port: number
  /** Every mail as it came, resends included, oldest first. */
  received: ParsedMail[]
  /** What a mailbox that drops duplicates by Message-ID (RFC 7352) would show. */
  mailbox(): ParsedMail[]
  /** The first mail, past or to come, that fits. */
  waitFor(fits: (mail: ParsedMail) => boolean, milliseconds?: number): Promise<ParsedMail>
  behave(mood: Mood): void
  /** Stops listening; connections are refused until `up`. */
  down(): Promise<void>
  up(): Promise<void>
}

/** Starts a mail server; with `login`, nobody sends without these credentials. */
export async function startMailServer(
  options: { port?: number; login?: { user: string; password: string } } = {},
): Promise<MailServer> {
  const host = '127.0.0.1'
  const received: ParsedMail[] = []
  const waiting = new Set<() => void>()
  let mood: Mood = 'accept'
  let listening = await listen(options.port ?? 0)
  const { port } = listening.server.address() as AddressInfo

  return {
    host,
    port,
    received,
    mailbox: () => [...new Map(received.map((mail) => [mail.messageId, mail])).values()],
    waitFor,
    behave: (next) => {
      mood = next
    },
    down: () => new Promise((resolve) => listening.close(resolve)),
    up: async () => {
      listening = await listen(port)
    },
  }

  async function listen(at: number): Promise<SMTPServer> {
    const smtp = new SMTPServer(handlers())
    smtp.on('error', () => {}) // A client that hangs up is the client's business.
    smtp.listen(at, host)
    await once(smtp.server, 'listening')
    return smtp
  }

  function handlers(): SMTPServerOptions {
    const { login } = options
    return {
      // The built-in certificate is public; a client that checks certificates would rightly refuse it.
      disabledCommands: login ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
      allowInsecureAuth: true,
      authOptional: !login,
      closeTimeout: 100,
      onAuth: ({ username, password }, _session, callback) => {
        const known = username === login?.user && password === login?.password
        callback(known ? null : reply(535, 'invalid login'), { user: username })
      },
      onRcptTo: (_address, _session, callback) => {
        if (mood === 'refuse') return callback(reply(550, 'no such user here'))
        if (mood === 'greylist') return callback(reply(451, 'greylisted, try again later'))
        callback()
      },
      onData: (stream, session, callback) => {
        void simpleParser(stream).then((mail) => {
          received.push(mail)
          for (const look of waiting) look()
          if (mood === 'loseAnswer') return hangUp(session.id)
          callback()
        }, callback)
      },
    }
  }

  function hangUp(sessionId: string): void {
    for (const connection of listening.connections) {
      if (connection.session.id === sessionId) connection._socket.destroy()
    }
  }

  function waitFor(fits: (mail: ParsedMail) => boolean, milliseconds = 5000): Promise<ParsedMail> {
    const { promise, resolve, reject } = Promise.withResolvers<ParsedMail>()
    const look = () => {
      const found = received.find(fits)
      if (found) resolve(found)
    }
    const subjects = () => received.map((mail) => mail.subject).join(', ') || 'none'
    const late = setTimeout(() => {
      reject(new Error(`no such mail within ${milliseconds} ms; received: ${subjects()}`))
    }, milliseconds)
    waiting.add(look)
    look()
    return promise.finally(() => {
      clearTimeout(late)
      waiting.delete(look)
    })
  }
}

function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
