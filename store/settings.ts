import type { Db } from 'mongodb'

/** The kill switch (R12). It stops new effects and never a release. */
export interface KillSwitch {
  _id: 'killSwitch'
  on: boolean
  by: string
  reason: string
  at: number
}

const settings = (db: Db) => db.collection<KillSwitch>('settings')

/** Read before each effect, never cached (R12: at most 1 s). An unreadable store counts as on: it throws. */
export async function killSwitch(db: Db): Promise<KillSwitch | null> {
  return settings(db).findOne({ _id: 'killSwitch' })
}

export const setKillSwitch = (db: Db, state: Omit<KillSwitch, '_id'>) =>
  settings(db).replaceOne({ _id: 'killSwitch' }, state, { upsert: true })
