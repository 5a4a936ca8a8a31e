import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Db } from 'mongodb'

/** What a token may do. A `machine` is a program; it uploads and reads, and never approves. */
export const tokenRoles = ['viewer', 'operator', 'approver', 'machine'] as const
export type TokenRole = (typeof tokenRoles)[number]

/** A token as it is kept: by the SHA-256 of its secret, which is enough for 256 random bits (ASVS 6.5.2). */
export interface TokenDocument {
  _id: string
  sha256: string
  /** The person or program that speaks with it; its name stands in the trail. */
  owner: string
  role: TokenRole
  createdAt: number
  createdBy: string
  expiresAt: number
  revokedAt: number | null
}

/** What is needed to make a token. */
export interface NewToken {
  owner: string
  role: TokenRole
  createdBy: string
  /** Epoch milliseconds. */
  expiresAt: number
}

const prefix = 'straggler'

export const tokens = (db: Db) => db.collection<TokenDocument>('tokens')

/** The text of a new token, `<prefix>_<id>_<256 bit>`; it is shown once and not kept. */
export const newTokenText = (): string =>
  `${prefix}_${randomBytes(6).toString('hex')}_${randomBytes(32).toString('base64url')}`

/** Makes a text a token from now on; returns its id. */
export async function saveToken(db: Db, text: string, token: NewToken): Promise<string> {
  const [, id = ''] = text.split('_')
  const sha256 = hash('sha256', text)
  await tokens(db).insertOne({ _id: id, sha256, ...token, createdAt: Date.now(), revokedAt: null })
  return id
}

/** The token behind this text; null when it is unknown, wrong, expired or revoked. */
export async function findToken(db: Db, text: string, now = Date.now()): Promise<TokenDocument | null> {
  const [given, id] = text.split('_')
  if (given !== prefix || !id) return null
  const token = await tokens(db).findOne({ _id: id })
  if (!token || token.revokedAt !== null || token.expiresAt <= now) return null
  const same = timingSafeEqual(Buffer.from(hash('sha256', text)), Buffer.from(token.sha256))
  return same ? token : null
}

/** Takes effect on the next request; false when there is no such token in force. */
export async function revokeToken(db: Db, id: string, at: number): Promise<boolean> {
  const revoked = await tokens(db).updateOne({ _id: id, revokedAt: null }, { $set: { revokedAt: at } })
  return revoked.matchedCount === 1
}
