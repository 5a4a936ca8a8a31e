import type { Command } from 'commander'
import type { AskAnswer } from '../../api/ask-answer.ts'
import type { Decision } from '../../workflows/host-case/contract.ts'
import type { ApiClient } from '../api-client.ts'
import { CliError, exitCodes } from '../cli-error.ts'
import { connect } from '../connect.ts'
import { decide } from '../decide.ts'
import { print, printJson, say, table } from '../output.ts'
import { reasonFor } from '../reason.ts'
import { local } from '../time.ts'

interface Options {
  choose?: string
  reason?: string
  list?: true
  json?: true
}

/** What `approve` alone means; a question with several ways out needs `--choose`. */
function choice({ ask, choices }: AskAnswer, wanted: string | undefined): Decision {
  const decision = wanted ?? (ask === 'approval' ? 'disable' : undefined)
  const found = choices.find((one) => one === decision)
  if (found !== undefined) return found
  const what = wanted === undefined ? 'this question needs a choice' : `${wanted} is no choice here`
  throw new CliError(exitCodes.usage, what, `add --choose ${choices.join('|')}`)
}

async function list(api: ApiClient, json: true | undefined): Promise<void> {
  const page = await api.get<{ items: AskAnswer[]; next: string | null }>('/approvals')
  if (json) return printJson(page)
  if (page.items.length === 0) return say('nobody has to decide anything now')
  const rows = page.items.map(({ id, hostname, ask, rung, choices, askedAt }) => {
    return [id, hostname, ask === 'approval' && rung ? `${rung}?` : ask, choices.join('|'), local(askedAt)]
  })
  print(table(['ID', 'HOST', 'QUESTION', 'CHOICES', 'ASKED'], rows))
  say('answer one with: straggler approve ID --choose CHOICE, or straggler deny ID --reason "..."')
}

/** `straggler approve ID`: says yes to what a case asks, or chooses one of its ways out. */
export const addApprove = (program: Command) =>
  program
    .command('approve')
    .summary('approve what a case asks for')
    .argument('[id]', 'as `straggler case HOST` or `straggler approve --list` shows it')
    .option('--choose <way>', 'which way out: disable, retire, look, repair, renew, leave or retry')
    .option('--reason <text>', 'why; goes into the trail')
    .option('--list', 'show what waits for a decision')
    .option('--json', 'with --list: one JSON document')
    .action(async (id: string | undefined, options: Options, command: Command) => {
      const api = await connect(command, 'approver')
      if (id === undefined) return list(api, options.json)
      const ask = await api.get<AskAnswer>(`/approvals/${encodeURIComponent(id)}`)
      const decision = choice(ask, options.choose)
      const reason = await reasonFor(options.reason ?? 'approved', `approve ${id}`)
      await decide(api, id, decision, reason)
    })
