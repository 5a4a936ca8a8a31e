import type { Command } from 'commander'
import type { AskAnswer } from '../../api/ask-answer.ts'
import { CliError, exitCodes } from '../cli-error.ts'
import { connect } from '../connect.ts'
import { decide } from '../decide.ts'
import { reasonFor } from '../reason.ts'

/** `straggler deny ID`: the rung is skipped, or the search goes on; nothing is taken away. */
export const addDeny = (program: Command) =>
  program
    .command('deny')
    .summary('deny what a case asks for')
    .argument('<id>', 'as `straggler case HOST` or `straggler approve --list` shows it')
    .option('--reason <text>', 'why; goes into the trail')
    .action(async (id: string, options: { reason?: string }, command: Command) => {
      const api = await connect(command, 'approver')
      const { choices } = await api.get<AskAnswer>(`/approvals/${encodeURIComponent(id)}`)
      const decision =
        choices.find((choice) => choice === 'skip') ?? choices.find((choice) => choice === 'look')
      if (decision === undefined)
        throw new CliError(
          exitCodes.usage,
          'this question cannot be denied, only decided',
          `straggler approve ${id} --choose ${choices.join('|')}`,
        )
      await decide(api, id, decision, await reasonFor(options.reason, `deny ${id}`))
    })
