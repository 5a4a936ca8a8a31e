import type { Say } from './found-server.ts'

/** Where to look for a server; every part has the machine's own as default. */
export interface FindOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly cache?: string
  readonly say?: Say
  /** Builds the server into a directory of the cache. */
  readonly build?: (directory: string, say: Say) => Promise<void>
}
