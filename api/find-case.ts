import type { Db } from 'mongodb'
import { type CaseDocument, cases } from '../store/cases.ts'
import { findHost } from './find-host.ts'
import { Problem } from './problem.ts'

/** The case with this id; else the open case, or the latest one, of the host that goes by this name. */
export async function findCase(db: Db, name: string): Promise<CaseDocument> {
  const byId = await cases(db).findOne({ _id: name })
  if (byId) return byId
  const host = await findHost(db, name)
  const ofHost = await cases(db).find({ hostRef: host.hostRef }).sort({ openedAt: -1 }).limit(1).toArray()
  const [latest] = ofHost
  if (latest) return latest
  throw new Problem(
    'not-found',
    `${host.hostname} has no case; open one with: straggler open ${host.hostname}`,
  )
}
