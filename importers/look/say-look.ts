import ms from 'ms'
import { isPenalty } from '../../domain/rung.ts'
import type { Straggler, Stragglers } from './find-stragglers.ts'

const when = (at: number): string =>
  Number.isFinite(at) ? new Date(at).toISOString().slice(0, 16).replace('T', ' ') : 'never'

const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

function missingOf({ missing }: Straggler): string {
  const [first] = missing
  const severity = first?.severity ? `, ${first.severity}` : ''
  const more = missing.length > 1 ? ` and ${missing.length - 1} more` : ''
  return `${first?.updateId} (${first?.state}${severity})${more}`
}

function firstPenalty({ would }: Straggler): string {
  const rung = would.find(({ kind }) => isPenalty(kind))
  return rung === undefined ? 'no penalty' : `${rung.kind} ${when(rung.at)}`
}

function table(rows: string[][]): string[] {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0))) ?? []
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

const rowOf = (one: Straggler, now: number): string[] => [
  one.hostname,
  ms(Math.max(0, now - one.since)),
  one.risk.band,
  `${when(one.risk.deadline)}${one.risk.deadline < now ? ' (over)' : ''}`,
  missingOf(one),
  firstPenalty(one),
]

function ladderOf(one: Straggler, policyName: string): string[] {
  const rungs = one.would.map(({ kind, at, why, mode, approval }) => [
    `  ${when(at)}`,
    kind,
    `${why}${approval ? ', after approval' : ''}${mode === 'observe' ? ' (observe: only written down)' : ''}`,
  ])
  const skipped = one.skipped.map(({ kind, why }) => ['  not', kind, why])
  return [
    `What the policy '${policyName}' would do about ${one.hostname} (${one.attachment}, ${one.role}) if nothing helped:`,
    ...table([...rungs, ...skipped]),
  ]
}

/** What a person wants to know first: how many, who, how long, and what would happen when. Times are UTC. */
export function sayLook(found: Stragglers, heading: string[], policyName: string, now: number): string {
  const { stragglers, patched, undecided, strangers } = found
  const [worst] = stragglers
  const header = ['HOST', 'AT LEAST FOR', 'BAND', 'DEADLINE', 'MISSING', 'FIRST PENALTY']
  return [
    ...heading,
    `${counted(stragglers.length, 'host is', 'hosts are')} not patched, ${counted(patched.length, 'is', 'are')} patched.`,
    ...(undecided.length > 0
      ? [`Nothing can be said of ${counted(undecided.length, 'host')}: ${undecided.slice(0, 5).join(', ')}`]
      : []),
    ...(strangers.length > 0
      ? [`Not in the inventory, so no case would be opened: ${strangers.slice(0, 10).join(', ')}`]
      : []),
    ...(worst === undefined ? [] : ['', ...table([header, ...stragglers.map((one) => rowOf(one, now))])]),
    ...(worst === undefined ? [] : ['', ...ladderOf(worst, policyName)]),
    '',
  ].join('\n')
}
