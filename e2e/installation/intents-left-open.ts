import type { Entry } from '../../trail/entry.ts'
import type { Installation } from './start-installation.ts'

/** The steps of a host whose intent has no outcome in the trail; each is named by what it was to do (I9). */
export async function intentsLeftOpen(installation: Installation, hostname: string) {
  const { stdout } = await installation.cli('trail', 'export', '--host', hostname)
  const lines = stdout.split('\n').filter(Boolean)
  const entries = lines.map((line) => JSON.parse(line) as Partial<Entry>)
  const stepsOf = (kind: Entry['kind']) =>
    new Map(entries.flatMap((one) => (one.kind === kind ? [[`${one.scope}:${one.step}`, one.action]] : [])))
  const outcomes = stepsOf('outcome')
  const intents = stepsOf('intent')
  const open = [...intents].filter(([step]) => !outcomes.has(step)).map(([, action]) => action)
  return { intents: intents.size, open }
}
