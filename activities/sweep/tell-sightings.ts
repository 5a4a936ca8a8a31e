import type { Db } from 'mongodb'
import { claimTelling, saveSighting } from '../../store/sightings.ts'
import type { CaseMessage } from '../../workflows/host-case/contract.ts'

/** One watched host that was just seen on the network. */
export interface Seen {
  hostRef: string
  seenAt: number
  switch: string
  ifName: string
}

export interface Teller {
  db: Db
  /** Least milliseconds between two sightings told to one case. */
  tellEvery: number
  tell(hostRef: string, message: CaseMessage): Promise<void>
}

/** Stores sightings and tells each case at most once per interval; a case that has just closed is no error. */
export async function tellSightings(seen: Seen[], { db, tellEvery, tell }: Teller): Promise<void> {
  for (const one of seen) {
    const source = `forwarding table of ${one.switch}, port ${one.ifName}`
    const { hostRef, seenAt, ifName } = one
    await saveSighting(db, { _id: hostRef, seenAt, source, switch: one.switch, ifName })
    if (await claimTelling(db, hostRef, seenAt, tellEvery))
      await tell(hostRef, { type: 'sighted', seenAt, source })
  }
}
