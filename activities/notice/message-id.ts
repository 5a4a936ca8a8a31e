/**
 * RFC 5322 Message-ID of the mail that an effect sends. The same effect always yields the same id, so that a
 * mail that was sent twice because its answer got lost is one message to mailboxes and ticket systems.
 */
export function messageId(effectKey: string, from: string): string {
  const domain = from.slice(from.lastIndexOf('@') + 1)
  return `<${effectKey.replaceAll(':', '.')}@${domain}>`
}
