import type { Db } from 'mongodb'
import { saveOwnerLink } from '../../store/owner-links.ts'
import { newOwnerToken, ownerPage, ownerTokenHash } from './owner-link.ts'

/** Makes a link to the owner's page of one case; stored before it is mailed, so that no mail has a dead link. */
export async function issueOwnerLink(
  db: Db,
  publicUrl: string,
  link: { caseId: string; hostRef: string; at: number },
): Promise<string> {
  const token = newOwnerToken()
  const { caseId, hostRef, at } = link
  await saveOwnerLink(db, { _id: ownerTokenHash(token), caseId, hostRef, createdAt: at })
  return ownerPage(publicUrl, token)
}
