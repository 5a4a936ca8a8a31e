/** One mail to one address; several addressees get several effects, each with its own outcome. */
export interface Mail {
  /** Key of the effect that sends it; the Message-ID is made of it. */
  key: string
  to: string
  subject: string
  text: string
  /** Message-IDs of the thread it continues, oldest first (RFC 5322, section 3.6.4). */
  thread?: string[]
  /** Attached as JSON, for a help desk that files by machine. */
  data?: unknown
}

/** Proof that a mail server took a mail over: its 250 to the data (RFC 5321, section 4.2.5). */
export interface Delivery {
  messageId: string
  answer: string
}

/** Sends mail. Throws `permanent` or `transient` (see failure.ts); sending the same key again is harmless. */
export interface Mailer {
  send(mail: Mail): Promise<Delivery>
}
