import { ApplicationFailure } from '@temporalio/common'
import { DefaultLogger, type LogEntry } from '@temporalio/worker'
import type { Logger } from 'pino'
import { adviceOf } from '../activities/failure.ts'

/** Of what the SDK tells of a message, that which helps a person to find the case. */
const kept = ['activityId', 'activityType', 'workflowId', 'attempt', 'taskQueue', 'state'] as const

/** Everything the SDK and activities say, one line each. A failure written for people needs no stack. */
export const workerLog = (log: Logger): DefaultLogger =>
  new DefaultLogger('INFO', ({ level, message, meta = {} }: LogEntry) => {
    const about = Object.fromEntries(kept.flatMap((key) => (key in meta ? [[key, meta[key]]] : [])))
    log[levelOf(level)]({ ...about, ...failureIn(meta.error) }, message)
  })

const levelOf = (level: LogEntry['level']) => level.toLowerCase() as Lowercase<LogEntry['level']>

function failureIn(error: unknown): object {
  if (error === undefined) return {}
  if (!(error instanceof ApplicationFailure)) return { err: error }
  return { why: error.message, advice: adviceOf(error) }
}
