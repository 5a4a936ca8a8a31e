import { simpleParser } from 'mailparser'
import type { SMTPServerOptions } from 'smtp-server'
import type { Inbox } from './inbox.ts'

/**
 * How the server treats what comes: `refuse` answers 550 to the recipient, `greylist` 451, `loseAnswer` keeps
 * the mail and drops the connection before the sender hears of it.
 */
export type Mood = 'accept' | 'refuse' | 'greylist' | 'loseAnswer'

/** Who may send, and whether STARTTLS is offered. */
export interface Guard {
  login?: { user: string; password: string }
  /** PEM. Without it no TLS is offered: smtp-server's own certificate is public and expired. */
  tls?: { key: string; cert: string }
}

interface State extends Guard {
  mood: Mood
}

/** The server's answers to each SMTP command; `state` may change between two of them. */
export function smtpHandlers(
  state: State,
  mails: Inbox,
  hangUp: (sessionId: string) => void,
): SMTPServerOptions {
  return {
    disabledCommands: [...(state.tls ? [] : ['STARTTLS']), ...(state.login ? [] : ['AUTH'])],
    ...state.tls,
    allowInsecureAuth: true,
    authOptional: !state.login,
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, callback) => {
      const known = username === state.login?.user && password === state.login?.password
      callback(known ? null : reply(535, 'invalid login'), { user: username })
    },
    onRcptTo: (_address, _session, callback) => {
      if (state.mood === 'refuse') return callback(reply(550, 'no such user here'))
      if (state.mood === 'greylist') return callback(reply(451, 'greylisted, try again later'))
      callback()
    },
    onData: (stream, session, callback) => {
      void simpleParser(stream).then((mail) => {
        mails.add(mail)
        if (state.mood === 'loseAnswer') return hangUp(session.id)
        callback()
      }, callback)
    },
  }
}

function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
