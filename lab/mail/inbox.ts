import type { ParsedMail } from 'mailparser'

/** Everything a mail server got, resends included, oldest first. */
export interface Inbox {
  received: ParsedMail[]
  add(mail: ParsedMail): void
  /** What a mailbox that drops duplicates by Message-ID (RFC 7352) would show. */
  mailbox(): ParsedMail[]
  /** The first mail, past or to come, that fits. */
  waitFor(fits: (mail: ParsedMail) => boolean, milliseconds?: number): Promise<ParsedMail>
}

/** An empty inbox. */
export function inbox(): Inbox {
  const received: ParsedMail[] = []
  const watchers = new Set<() => void>()
  return { received, add, mailbox, waitFor }

  function add(mail: ParsedMail): void {
    received.push(mail)
    for (const look of watchers) look()
  }

  function mailbox(): ParsedMail[] {
    return [...new Map(received.map((mail) => [mail.messageId, mail])).values()]
  }

  function waitFor(fits: (mail: ParsedMail) => boolean, milliseconds = 5000): Promise<ParsedMail> {
    const { promise, resolve, reject } = Promise.withResolvers<ParsedMail>()
    const look = () => {
      const found = received.find(fits)
      if (found) resolve(found)
    }
    const late = setTimeout(() => {
      const subjects = received.map((mail) => mail.subject).join(', ') || 'none'
      reject(new Error(`no such mail within ${milliseconds} ms; received: ${subjects}`))
    }, milliseconds)
    watchers.add(look)
    look()
    return promise.finally(() => {
      clearTimeout(late)
      watchers.delete(look)
    })
  }
}
