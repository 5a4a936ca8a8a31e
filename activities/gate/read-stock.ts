import type { Db } from 'mongodb'
import type { Counted, Stock } from '../../domain/gate/limits.ts'
import { type GrantDocument, grants } from '../../store/grants.ts'
import type { TargetStore } from '../../store/targets.ts'

const day = 24 * 60 * 60_000

/**
 * What is held and granted now. Grants are read before targets: one that turns into a held target in
 * between is counted twice, never not at all (I6).
 */
export async function readStock(db: Db, targets: TargetStore, now: number): Promise<Stock> {
  const given = await grants(db)
    .find({ grantedAt: { $gt: now - day } })
    .toArray()
  return { held: await readHeld(db, targets), grants: given.map(asGranted) }
}

/** Each held target once, with place and department of the grant that its first holder has. */
async function readHeld(db: Db, targets: TargetStore): Promise<Counted[]> {
  const held: Counted[] = []
  for await (const { kind, holders } of targets.held()) {
    const grant = await grants(db).findOne({ _id: holders[0]?.key ?? '' })
    held.push({ penalty: kind, ...(grant && placeOf(grant)) })
  }
  return held
}

const placeOf = (grant: GrantDocument) => ({
  ...(grant.switch && { switch: grant.switch }),
  ...(grant.department && { department: grant.department }),
})

const asGranted = (grant: GrantDocument): Stock['grants'][number] => ({
  key: grant._id,
  penalty: grant.penalty,
  ...placeOf(grant),
  grantedAt: grant.grantedAt,
  openUntil: grant.usedAt === null && grant.returnedAt === null ? grant.validUntil : null,
})
