/** A server to start on a data directory. */
export interface Launch {
  readonly name: string
  readonly dataDirectory: string
  readonly port: number
  readonly command: string
  readonly args: readonly string[]
  /** The data file or directory: it stands in the command line and so tells our process from others. */
  readonly mark: string
  /** Resolves when the server answers a real request. */
  readonly ping: (port: number) => Promise<void>
}
