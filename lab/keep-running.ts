import { type PartName, partLog, runPart, stopPart } from './run-part.ts'

interface Options {
  config: string
  dataDirectory: string
  /** From then on an end is no surprise: Ctrl-C in a terminal reaches every process at once. */
  signal: AbortSignal
  say(line: string): void
}

/** Long enough that a part that cannot start does not fill the terminal. */
const pause = 3_000

/** Starts a part, and again whenever it ends by itself, as an init system would. */
export function keepRunning(name: PartName, { config, dataDirectory, signal, say }: Options) {
  let isStopping = false
  let again: NodeJS.Timeout | undefined
  let child = begin()
  return {
    async stop() {
      isStopping = true
      clearTimeout(again)
      await stopPart(child)
    },
  }

  function begin() {
    const started = runPart(name, config, dataDirectory)
    started.once('exit', (code, killedBy) => {
      if (signal.aborted || isStopping) return
      const log = partLog(dataDirectory, name)
      say(`  the ${name} has ended with ${code ?? killedBy} and is started again: see ${log}`)
      again = setTimeout(() => {
        child = begin()
      }, pause)
    })
    return started
  }
}
