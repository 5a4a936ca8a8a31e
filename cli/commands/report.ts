import type { Command } from 'commander'
import type { ReportAnswer } from '../../api/report-answer.ts'
import { connect } from '../connect.ts'
import { print, printJson, say, table } from '../output.ts'
import { reasonFor } from '../reason.ts'
import { local } from '../time.ts'

interface ListOptions {
  state?: string
  limit?: string
  cursor?: string
  json?: true
}

async function list({ json, ...query }: ListOptions, command: Command): Promise<void> {
  const api = await connect(command)
  const page = await api.get<{ items: ReportAnswer[]; next: string | null }>('/reports', { ...query })
  if (json) return printJson(page)
  if (page.items.length === 0) return say('no report yet; import one with: straggler import report FILE')
  const rows = page.items.map(({ id, source, state, reportedAt, hosts, unpatchedHosts, doubts }) => {
    const why = state === 'waiting' ? doubts.map((doubt) => doubt.why).join('; ') : ''
    return [id, source, state, local(reportedAt), `${unpatchedHosts}/${hosts}`, why]
  })
  print(table(['ID', 'SOURCE', 'STATE', 'MADE', 'UNPATCHED', 'WAITS BECAUSE'], rows))
  if (page.next) say(`more: --cursor ${page.next}`)
}

const decide =
  (verdict: 'acceptance' | 'rejection', word: string) =>
  async (id: string, options: { reason?: string }, command: Command): Promise<void> => {
    const reason = await reasonFor(options.reason, `${word} report ${id}`)
    const api = await connect(command)
    const path = `/reports/${encodeURIComponent(id)}/${verdict}`
    const { source, state, unpatchedHosts } = await api.post<ReportAnswer>(path, { reason })
    say(`report ${id} from ${source} is ${state}; it names ${unpatchedHosts} unpatched hosts`)
  }

/** `straggler report list|accept|reject`. */
export function addReport(program: Command): Command {
  const command = program.command('report').summary('see and decide on reports that came in')
  command
    .command('list')
    .summary('list reports, the newest first')
    .option('--state <state>', 'waiting, accepted or rejected')
    .option('--limit <n>', 'how many at most (default 100)')
    .option('--cursor <cursor>', 'where the page before ended')
    .option('--json', 'one JSON document')
    .action(list)
  const about = [
    ['accept', 'let a waiting report open and close cases', decide('acceptance', 'accept')],
    ['reject', 'keep a waiting report from doing anything', decide('rejection', 'reject')],
  ] as const
  for (const [name, summary, action] of about)
    command
      .command(name)
      .summary(summary)
      .argument('<id>', 'as `straggler report list` shows it')
      .option('--reason <text>', 'why; goes into the trail')
      .action(action)
  return command
}
