import type { TrailAnswer } from '../api/trail-answer.ts'
import { paint } from './output.ts'
import { local } from './time.ts'

/** What happened, in words; anything else is said by its own name. */
const words: Record<string, string> = {
  'case.opened': 'the case is opened',
  'case.open': 'opened by hand',
  'case.located': 'the host is looked up',
  'case.sighted': 'the host is seen on the network',
  'case.answered': 'the host answers',
  'case.attempted': 'the attempt to patch is over',
  'case.patched': 'evidence: the host is patched',
  'case.reported': 'a report names the host',
  'case.responded': 'the user responds',
  'case.granted': 'the gate grants it',
  'case.refused': 'the gate refuses it',
  'case.effect.done': 'done and read back',
  'case.effect.refused': 'refused by a rule',
  'case.effect.failed': 'failed',
  'case.effect.conflict': 'somebody else has changed it',
}

const endings: Record<string, string> = {
  'effect.done': 'done and read back',
  'effect.refused': 'refused',
  'effect.failed': 'failed',
  'effect.conflict': 'changed by somebody else; left alone',
  attempted: 'not patched',
}

/** Orders that no outcome will tell of. */
const notable = ({ orders }: TrailAnswer): string[] =>
  orders.filter((order) => /^(skip|ask a person|alarm)/.test(order))

/** An effect's end is told by its outcome; the case's own note of it adds nothing unless the case moves. */
export function isStep(entry: TrailAnswer): boolean {
  const { kind, action, from, state } = entry
  const isEcho = kind === 'decision' && /^case\.(effect\.|attempted|answered|located)/.test(action)
  return !isEcho || from !== state || notable(entry).length > 0
}

/** Steps that are over; what has only begun is of interest while one watches. */
export const isWorthReading = (entry: TrailAnswer): boolean => isStep(entry) && entry.kind !== 'intent'

function what({ kind, action, result, target }: TrailAnswer): string {
  const about = target === null ? action : `${action} ${target}`
  if (kind === 'intent') return `${about} begins`
  if (kind === 'outcome') return `${about}: ${endings[result ?? ''] ?? result ?? 'over'}`
  return words[action] ?? about.replace(/^case\.delay\./, 'time is up: ').replace(/^case\./, '')
}

/** One step as a line: when, of which host where there are several, what, who, from where to where, and why. */
export function stepLine(entry: TrailAnswer & { hostname?: string | null }): string {
  const { at, actor, kind, from, state, why, rule } = entry
  const isPerson = actor !== 'case' && actor !== 'worker'
  const moved = state !== null && from !== state ? paint('bold', ` → ${state}`) : ''
  const who = isPerson ? ` by ${actor}` : ''
  const because = [why, rule && `(${rule})`].filter(Boolean).join(' ')
  const host = entry.hostname ? `${paint('bold', entry.hostname)}  ` : ''
  const line = `${paint('dim', local(at))}  ${host}${what(entry)}${who}${moved}`
  const said = because && kind !== 'intent' ? `${line}: ${paint('dim', because)}` : line
  return [said, ...notable(entry).map((order) => `    ${paint('dim', order)}`)].join('\n')
}
