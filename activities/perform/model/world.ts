/** What goes wrong at one step of a run. */
export type Fault = 'crashBefore' | 'crashAfter' | 'lost' | 'answerLost'

/** The process is gone: nothing of this run happens any more. */
export class Crash extends Error {}

/** One activity run; a dead one does nothing more, as after `kill -9`. */
export interface ModelRun {
  alive: boolean
  /** The adapters' timeouts see to it that no write is under way after this. */
  lapses: number
}

/** Runs activities step by step in a chosen order, with chosen faults, on a clock that tests move. */
export interface World {
  readonly now: () => number
  pass(ms: number): void
  /** One step against store, trail, file or device: waits for its turn, then happens, or not. */
  step<T>(run: ModelRun, job: () => Promise<T> | T): Promise<T>
  /** Lets others go first. */
  rest(): Promise<void>
  /** Lets what waits go on, one at a time, until nothing waits. */
  drive(between: (round: number) => void): Promise<void>
  violations: string[]
}

export function createWorld(choices: number[], faults: Map<number, Fault>): World {
  const waiting: (() => void)[] = []
  const violations: string[] = []
  let clock = 1_000_000
  let steps = 0

  const rest = () => new Promise<void>((go) => waiting.push(go))

  const step = async <T>(run: ModelRun, job: () => Promise<T> | T): Promise<T> => {
    if (!run.alive) throw new Crash('dead')
    await rest()
    if (clock > run.lapses) throw new Error('timed out')
    const fault = faults.get(steps++)
    if (fault === 'crashBefore') return die(run)
    if (fault === 'lost') throw new Error('no answer')
    const result = await job()
    if (fault === 'crashAfter') return die(run)
    if (fault === 'answerLost') throw new Error('no answer')
    return result
  }

  async function drive(between: (round: number) => void): Promise<void> {
    for (let round = 0; ; round++) {
      await settleMicrotasks()
      if (waiting.length === 0) return
      if (round > 5000) {
        violations.push('goes on for ever')
        return
      }
      const choice = choices[round % choices.length] ?? 0
      between(round)
      waiting.splice(choice % waiting.length, 1)[0]?.()
    }
  }

  return {
    now: () => clock,
    pass: (ms) => {
      clock += ms
    },
    step,
    rest,
    drive,
    violations,
  }
}

function die(run: ModelRun): never {
  run.alive = false
  throw new Crash('kill -9')
}

const settleMicrotasks = () => new Promise<void>((done) => setImmediate(done))
