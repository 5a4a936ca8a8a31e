import type { AskAnswer } from '../api/ask-answer.ts'
import type { CaseAnswer } from '../api/case-answer.ts'
import type { TrailAnswer } from '../api/trail-answer.ts'
import { columns, paint } from './output.ts'
import { isWorthReading, stepLine } from './step-line.ts'
import { fromNow, local, span } from './time.ts'
import { unpatchedFor } from './unpatched-for.ts'
import { waysOut } from './ways-out.ts'

const when = (instant: string): string => `${local(instant)} (${fromNow(instant)})`

function waiting({ next, state }: CaseAnswer): string[][] {
  if (state === 'closed') return []
  return [
    ['next', next.what],
    ['when', next.at ? when(next.at) : 'no time is set: it waits for a fact or a person'],
    ['why', next.why],
  ]
}

function facts(one: CaseAnswer): string[][] {
  const { kind, state, control, unpatchedSince, deadline, outcome, attempts, cycles, held, person, band } =
    one
  const unpatched = `${span(unpatchedFor(one))}, since ${local(unpatchedSince)}`
  return [
    ['state', paint('bold', control === 'running' ? state : `${state}, on hold (${control})`)],
    ...(outcome ? [['outcome', outcome]] : []),
    [kind, kind === 'unreported' ? `no report names it; known since ${local(unpatchedSince)}` : unpatched],
    ...waiting(one),
    ['deadline', deadline ? `${when(deadline)}, band ${band}` : 'not known before the host is located'],
    ['tries', `${attempts} failed attempts, ${cycles} repair windows`],
    ...held.map(({ kind: what, target, until }) => [
      'held',
      paint('red', `${what} ${target}, until ${when(until)}`),
    ]),
    ...(person ? [['person', [person.name, person.ask, person.approval].filter(Boolean).join(', ')]] : []),
  ]
}

/** A case as the API answers it alone, not in a list. */
export interface CasePage extends CaseAnswer {
  question: AskAnswer | null
  timeline: TrailAnswer[]
}

/** A case on one screen: how it stands, why it waits, until when, and what a person can do. */
export function casePage(one: CasePage): string {
  const latest = one.timeline.filter(isWorthReading).slice(-8).map(stepLine)
  const ways = waysOut(one, one.question).map(({ command, what }) => [
    `  straggler ${command}`,
    paint('dim', what),
  ])
  return [
    paint('bold', one.hostname),
    columns(
      facts(one).map(([name = '', value = '']) => [`  ${name}`, value]),
      Number.POSITIVE_INFINITY,
    ),
    ...(latest.length > 0 ? ['', 'What happened last', ...latest.map((line) => `  ${line}`)] : []),
    '',
    'What you can do',
    columns(ways, Number.POSITIVE_INFINITY),
  ].join('\n')
}
