import { pino } from 'pino'
import { expect, test } from 'vitest'
import { transient } from '../activities/failure.ts'
import { workerLog } from './worker-log.ts'

function linesOf(say: (log: ReturnType<typeof workerLog>) => void) {
  const lines: string[] = []
  say(workerLog(pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(line) })))
  return lines.map((line) => JSON.parse(line))
}

test('a failure written for people is one line: what, why, what to do, and where', () => {
  const error = transient('switch sw-2: no answer', 'is it up?', new Error('Timeout'))
  const meta = { error, workflowId: 'case/1', activityType: 'perform', attempt: 2, taskToken: 'Ci' }
  expect(linesOf((log) => log.warn('Activity failed', meta))).toEqual([
    {
      level: 40,
      msg: 'Activity failed',
      why: 'switch sw-2: no answer',
      advice: 'is it up?',
      workflowId: 'case/1',
      activityType: 'perform',
      attempt: 2,
    },
  ])
})

test('any other error keeps its stack, and chatter is left out', () => {
  const said = linesOf((log) => {
    log.error('Activity failed', { error: new TypeError('odd') })
    log.debug('polling')
  })
  expect(said).toMatchObject([{ err: { type: 'TypeError', stack: expect.stringContaining('odd') } }])
})
