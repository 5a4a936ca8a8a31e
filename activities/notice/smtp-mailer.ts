import { readFileSync } from 'node:fs'
import { createTransport } from 'nodemailer'
import type { MailConfig } from '../../config/schema.ts'
import { secret } from '../../config/secret.ts'
import { permanent } from '../failure.ts'
import type { Delivery, Mail, Mailer } from './mail.ts'
import { mailFailure } from './mail-failure.ts'
import { messageId } from './message-id.ts'

/**
 * A `Mailer` that opens one SMTP session for each mail (RFC 5321). `queue` is the help desk's address: where
 * answers go unless `replyTo` says otherwise.
 */
export function smtpMailer(config: MailConfig, queue?: string): Mailer {
  const replyTo = config.replyTo ?? queue
  const transport = createTransport(options(config))
  return { send }

  async function send(mail: Mail): Promise<Delivery> {
    const message = compose(mail, config.from, replyTo)
    const sent = await transport.sendMail(message).catch((error: unknown) => {
      throw mailFailure(error, config, mail.to)
    })
    if (!sent.response.startsWith('250')) {
      throw permanent(`the mail server answered "${sent.response}" to the data`, 'Check the mail server.')
    }
    return { messageId: message.messageId, answer: sent.response }
  }
}

/** Opens a session, logs in and ends it again; throws as `send` would. Sends nothing. */
export async function greetMailServer(config: MailConfig): Promise<void> {
  await createTransport(options(config))
    .verify()
    .catch((error: unknown) => {
      throw mailFailure(error, config, config.from)
    })
}

function options(config: MailConfig) {
  const leavesThisMachine = !/^(localhost|127\.|::1$)/.test(config.host)
  return {
    host: config.host,
    port: config.port,
    secure: config.secure,
    requireTLS: config.requireTls || (config.password !== undefined && leavesThisMachine),
    ...(config.caFile !== undefined && { tls: { ca: readFileSync(config.caFile) } }),
    ...(config.user !== undefined && {
      auth: { user: config.user, pass: config.password === undefined ? '' : secret(config.password) },
    }),
    connectionTimeout: config.timeout,
    greetingTimeout: config.timeout,
    socketTimeout: config.timeout,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function compose(mail: Mail, from: string, replyTo: string | undefined) {
  return {
    messageId: messageId(mail.key, from),
    from,
    // An object is taken as one address; a string would be split at commas.
    to: { name: '', address: mail.to },
    ...(replyTo !== undefined && { replyTo }),
    subject: mail.subject,
    text: mail.text,
    ...(mail.thread?.length && { inReplyTo: mail.thread.at(-1), references: mail.thread }),
    headers: {
      // RFC 3834: no vacation responder answers this.
      'Auto-Submitted': 'auto-generated',
      // MS-OXCMAIL 2.2.3.2.14: the same for Exchange, which does not heed RFC 3834.
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      'Content-Language': 'en',
    },
    ...(mail.data !== undefined && {
      attachments: [
        {
          filename: 'case.json',
          contentType: 'application/json',
          content: JSON.stringify(mail.data, null, 2),
        },
      ],
    }),
  }
}
