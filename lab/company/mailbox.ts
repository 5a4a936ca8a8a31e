import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { MailServer } from '../mail/start-mail-server.ts'

/** One mail as the people of the lab read it. */
export interface LabMail {
  to: string
  subject: string
  text: string
}

/** Everything that was ever mailed; kept in a file, since people find old mails after a restart too. */
export interface Mailbox {
  to(address: string): LabMail[]
  /** Takes in what the server got since the last look. */
  look(): LabMail[]
}

export function openMailbox(server: MailServer, file: string): Mailbox {
  const mails: LabMail[] = existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : []
  let taken = 0
  return {
    to: (address) => mails.filter((mail) => mail.to === address),
    look() {
      const fresh = server.received.slice(taken).map(
        (mail): LabMail => ({
          to: [mail.to].flat()[0]?.value[0]?.address ?? '',
          subject: mail.subject ?? '',
          text: mail.text ?? '',
        }),
      )
      taken = server.received.length
      for (const mail of fresh) appendFileSync(file, `${JSON.stringify(mail)}\n`)
      mails.push(...fresh)
      return fresh
    },
  }
}
