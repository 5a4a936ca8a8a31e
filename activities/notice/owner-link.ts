import { createHash, randomBytes } from 'node:crypto'

/**
 * A new secret for `/me/:token`: 256 random bits, base64url without padding (RFC 4648, section 5). Whoever has
 * it may speak for the owner, so it stands in the mail only and never in the store, a log or the trail.
 */
export const newOwnerToken = (): string => randomBytes(32).toString('base64url')

/** What is stored instead. Unsalted SHA-256 does: 256 random bits cannot be guessed offline. */
export const ownerTokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Whether a string can be a token at all, before the store is asked. */
export const isOwnerToken = (text: string): boolean => /^[\w-]{43}$/.test(text)

/** The owner's page as it stands in a notice. */
export const ownerPage = (publicUrl: string, token: string): string =>
  new URL(`me/${token}`, publicUrl.endsWith('/') ? publicUrl : `${publicUrl}/`).href
