import type { FoundServer, Say } from './found-server.ts'

/** One way to get a server: undefined when there is nothing there, a rejection when it was tried in vain. */
export interface Way {
  readonly name: string
  readonly find: () => Promise<FoundServer | undefined>
}

/** Tries the ways in order, says why one failed, and fails with every reason at once. */
export async function firstWay(server: string, ways: readonly Way[], say: Say): Promise<FoundServer> {
  const reasons: string[] = []
  for (const { name, find } of ways) {
    try {
      const found = await find()
      if (found) return found
    } catch (fault) {
      const reason = fault instanceof Error ? fault.message : String(fault)
      reasons.push(`${name}: ${reason}`)
      say(`${server}: ${name} does not work here: ${reason}`)
    }
  }
  throw new Error(`${server} cannot be had on this machine. ${reasons.join(' ')}`)
}
