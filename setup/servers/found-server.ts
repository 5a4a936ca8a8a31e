/** How a server was found, and what starts it; `given` means somebody else runs it. */
export type FoundServer = GivenServer | StartableServer

/** A server that somebody else runs, named by an environment variable. */
export interface GivenServer {
  readonly way: 'given'
  readonly address: string
}

/** A server program on this machine. */
export interface StartableServer {
  readonly way: 'path' | 'downloaded' | 'built'
  readonly kind: 'temporal' | 'mongod' | 'embedded'
  readonly command: string
  /** Arguments that come before those of the server itself, as a JVM needs them. */
  readonly args: readonly string[]
}

/** Takes one line about what set-up is doing. */
export type Say = (line: string) => void
