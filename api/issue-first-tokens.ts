import { mkdir, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import type { Db } from 'mongodb'
import { newTokenText, saveToken, tokens } from '../store/tokens.ts'

/** Tokens end (ASVS 8.3); a new one is made in time. */
const validFor = 90 * 24 * 60 * 60_000

/** The two people that a new installation begins with; approving is never up to one of them alone. */
const first = ['operator', 'approver'] as const

/**
 * Gives a new installation its first personal tokens, readable by this user only.
 * A file that was removed while tokens exist is not replaced: that would hand them to whoever starts the API.
 */
export async function issueFirstTokens(db: Db, dataDirectory: string): Promise<string[]> {
  const directory = join(dataDirectory, 'tokens')
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const now = Date.now()
  const issued: string[] = []
  for (const role of first) {
    if (await tokens(db).findOne({ role, expiresAt: { $gt: now } })) continue
    const owner = `${role} (${userInfo().username})`
    const expiresAt = now + validFor
    const text = newTokenText()
    const file = join(directory, role)
    // The file first: a token that no file holds could not be made again.
    await writeFile(file, `${text}\n`, { mode: 0o600, flush: true })
    await saveToken(db, text, { owner, role, createdBy: 'set-up', expiresAt })
    issued.push(file)
  }
  return issued
}
