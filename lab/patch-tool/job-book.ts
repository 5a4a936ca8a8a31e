import { setTimeout as sleep } from 'node:timers/promises'

/** Installations by key, running or with their answer. */
export interface JobBook {
  has(key: string): boolean
  /** Begins a job that takes the tool's time; the key's second job is its first. */
  begin(key: string, finish: () => Promise<object>): void
  /** The answer, `running`, or undefined for an unknown key. */
  look(key: string): object | 'running' | undefined
  stop(): void
}

/** A job book whose jobs take `milliseconds` each. */
export function jobBook(milliseconds: number): JobBook {
  const jobs = new Map<string, object | 'running'>()
  const stopping = new AbortController()
  return {
    has: (key) => jobs.has(key),
    look: (key) => jobs.get(key),
    stop: () => stopping.abort(),
    begin: (key, finish) => {
      jobs.set(key, 'running')
      void sleep(milliseconds, undefined, { signal: stopping.signal })
        .then(finish)
        .then((answer) => jobs.set(key, answer))
        .catch((error: Error) => jobs.set(key, { outcome: 'installFailed', detail: error.message }))
    },
  }
}
