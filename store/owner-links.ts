import type { Db } from 'mongodb'

/** One link to an owner's page. `_id` is the token's hash; the token itself stands in the mail only. */
export interface OwnerLinkDocument {
  _id: string
  caseId: string
  hostRef: string
  createdAt: number
}

export const ownerLinks = (db: Db) => db.collection<OwnerLinkDocument>('ownerLinks')

/** Each notice has a link of its own: the token of an earlier one cannot be read back. */
export const saveOwnerLink = (db: Db, link: OwnerLinkDocument) =>
  ownerLinks(db).updateOne({ _id: link._id }, { $setOnInsert: link }, { upsert: true })

export const findOwnerLink = (db: Db, hash: string) => ownerLinks(db).findOne({ _id: hash })

/** A link ends with its case. */
export const endOwnerLinks = (db: Db, caseId: string) => ownerLinks(db).deleteMany({ caseId })
