import type { Grant } from '../domain/gate/grant.ts'
import type { GrantLedger, GrantStore } from './grants.ts'

/** Grants in memory, for properties that need thousands of runs; same promises as the stored ones. */
export interface MemoryGrants extends GrantStore {
  read(key: string): Grant | null
  markUsed(key: string, at: number): void
}

/** No grant has been given yet. */
export function memoryGrants(): MemoryGrants {
  const documents = new Map<string, Grant>()
  let ledger: GrantLedger = { rev: 0, batch: [] }
  const copies = (which: (grant: Grant) => boolean) => structuredClone([...documents.values()].filter(which))
  return {
    ledger: async () => structuredClone(ledger),
    async moveLedger(next) {
      if (ledger.rev !== next.rev - 1) return false
      ledger = structuredClone(next)
      return true
    },
    async settleLedger(rev) {
      if (ledger.rev === rev) ledger = { rev, batch: [] }
    },
    async put(grant) {
      const stored = documents.get(grant.key)
      const unused = stored?.usedAt === null && stored.returnedAt === null
      if (!stored || (unused && stored.validUntil <= grant.grantedAt)) {
        documents.set(grant.key, structuredClone(grant))
      }
    },
    since: async (at) => copies(({ grantedAt }) => grantedAt > at),
    of: async (keys) => copies(({ key }) => keys.includes(key)),
    async markReturned(key, at) {
      const stored = documents.get(key)
      if (stored?.returnedAt === null) stored.returnedAt = at
    },
    read: (key) => structuredClone(documents.get(key)) ?? null,
    markUsed(key, at) {
      const stored = documents.get(key)
      if (stored?.usedAt === null) stored.usedAt = at
    },
  }
}
