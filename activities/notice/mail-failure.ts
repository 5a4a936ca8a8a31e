import type { MailConfig } from '../../config/schema.ts'
import { misconfigured, permanent, transient } from '../failure.ts'

type Place = Pick<MailConfig, 'host' | 'port'>

/** What nodemailer puts on its errors. */
interface SmtpError extends Error {
  code?: string
  responseCode?: number
  response?: string
}

/** Says whether a failed mail is worth another try, and what a person can do about it. */
export function mailFailure(error: unknown, server: Place, to: string): Error {
  const { code = '', responseCode, response, message } = error as SmtpError
  const who = `mail server ${server.host}:${server.port}`
  // nodemailer reports a certificate that does not verify as ESOCKET, like any broken connection.
  const kind = /certificate/i.test(message) ? 'ETLS' : code
  if (responseCode === undefined) return transient(`${who}: ${message}`, adviceOn(kind), error)
  const said = `${who} answered "${response ?? responseCode}" for ${to}`
  if (responseCode === 535) return misconfigured(said, adviceOn('EAUTH'), error)
  if (isPermanent(responseCode)) return permanent(said, adviceOn(code), error)
  return transient(
    said,
    'Nothing to do: it is sent again. If it stays so, ask who runs the mail server.',
    error,
  )
}

/** RFC 5321, section 4.2.1: 5yz stays. 503 is about the order of commands and heals with a new session. */
const isPermanent = (code: number): boolean => code >= 500 && code !== 503

function adviceOn(code: string): string {
  switch (code) {
    case 'EAUTH':
    case 'ENOAUTH':
      return 'Check mail.user and mail.password.'
    case 'EDNS':
      return 'Check mail.host: the name cannot be resolved from this machine.'
    case 'ETLS':
      return 'Check mail.secure, mail.requireTls and mail.caFile against what the server offers.'
    case 'EENVELOPE':
      return 'Correct the address in the inventory, or allow mail.from to send to it.'
    case 'EMESSAGE':
      return 'Ask who runs the mail server why it refuses the message.'
    default:
      return 'Check that the mail server runs and that this machine may reach it; until then it is tried again.'
  }
}
