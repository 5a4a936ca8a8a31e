import type { Db } from 'mongodb'
import { asks } from './asks.ts'
import { cases } from './cases.ts'
import { hosts } from './hosts.ts'
import { reports } from './reports.ts'

/** Indexes for every order in which lists are read; called once at start, the embedded server ignores them. */
export async function prepareLists(db: Db): Promise<void> {
  await Promise.all([
    cases(db).createIndexes([
      { key: { unpatchedSince: 1, _id: 1 } },
      { key: { state: 1, unpatchedSince: 1, _id: 1 } },
      { key: { closedAt: 1, unpatchedSince: 1, _id: 1 } },
      { key: { hostRef: 1, openedAt: -1 } },
    ]),
    asks(db).createIndexes([{ key: { answer: 1, askedAt: 1, _id: 1 } }]),
    reports(db).createIndexes([{ key: { receivedAt: -1, _id: -1 } }]),
    hosts(db).createIndexes([
      { key: { hostname: 1, _id: 1 } },
      { key: { keys: 1 } },
      { key: { macs: 1 } },
      { key: { ips: 1 } },
    ]),
  ])
}
