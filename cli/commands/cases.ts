import { type Command, InvalidArgumentError } from 'commander'
import type { CaseAnswer } from '../../api/case-answer.ts'
import { ladderStates } from '../../domain/case.ts'
import { connect } from '../connect.ts'
import { print, printJson, say, table } from '../output.ts'
import { fromNow, span } from '../time.ts'
import { unpatchedFor } from '../unpatched-for.ts'

interface Options {
  state?: string[]
  all?: true
  limit?: string
  cursor?: string
  json?: true
}

function stateOption(text: string, before: string[] = []): string[] {
  const state = ladderStates.find((one) => one.toLowerCase() === text.toLowerCase())
  if (state === undefined) throw new InvalidArgumentError(`expected one of ${ladderStates.join(', ')}`)
  return [...before, state]
}

function row(one: CaseAnswer): string[] {
  const { hostname, state, control, next, band, outcome } = one
  const shown = control === 'running' ? state : `${state} (${control})`
  const unpatched = span(unpatchedFor(one))
  return [hostname, shown, unpatched, band, next.at ? fromNow(next.at) : '', outcome ?? next.what]
}

/** `straggler cases`: those unpatched longest first. */
export const addCases = (program: Command) =>
  program
    .command('cases')
    .summary('list cases, those unpatched longest first')
    .option('--state <state>', 'only cases in this state; may be repeated', stateOption)
    .option('--all', 'closed ones too')
    .option('--limit <n>', 'how many at most (default 100)')
    .option('--cursor <cursor>', 'where the page before ended')
    .option('--json', 'one JSON document')
    .action(async ({ state, all, limit, cursor, json }: Options, command: Command) => {
      const api = await connect(command)
      const open = state === undefined && !all ? true : undefined
      const page = await api.get<{ items: CaseAnswer[]; next: string | null }>('/cases', {
        state,
        open,
        limit,
        cursor,
      })
      if (json) return printJson(page)
      if (page.items.length === 0) return say(open ? 'no open case; closed ones: --all' : 'no such case')
      print(table(['HOST', 'STATE', 'UNPATCHED', 'BAND', 'NEXT', 'WHAT'], page.items.map(row)))
      if (page.next) say(`more: --cursor ${page.next}`)
    })
