import { type Command, Option } from 'commander'
import type { CaseAnswer } from '../../api/case-answer.ts'
import { CliError, exitCodes } from '../cli-error.ts'
import { commandCase } from '../command-case.ts'
import { connect } from '../connect.ts'
import { decide } from '../decide.ts'
import { reasonFor } from '../reason.ts'

interface Options {
  reason?: string
  leave?: true
  retry?: true
}

/** Answers the question that a conflict asks: what becomes of a target that somebody else has changed. */
async function settleConflict(command: Command, host: string, { leave, reason }: Options): Promise<void> {
  const api = await connect(command)
  const { hostname, person } = await api.get<CaseAnswer>(`/cases/${encodeURIComponent(host)}`)
  if (person?.ask !== 'conflict' || person.approval === null)
    throw new CliError(
      exitCodes.refused,
      `${hostname} has no conflict to settle`,
      `straggler case ${hostname}`,
    )
  const decision = leave ? 'leave' : 'retry'
  await decide(api, person.approval, decision, await reasonFor(reason, `${decision} what was found`))
}

/** `straggler release HOST`: gives everything back and closes the case. */
export const addRelease = (program: Command) =>
  program
    .command('release')
    .summary('give everything back and close the case')
    .argument('<host>', 'any name of the host')
    .option('--reason <text>', 'why; goes into the trail')
    .addOption(new Option('--leave', 'in a conflict: what was found stays as it is').conflicts('retry'))
    .option('--retry', 'in a conflict: try once more to restore what was')
    .action(async (host: string, options: Options, command: Command) => {
      if (options.leave || options.retry) return settleConflict(command, host, options)
      const reason = await reasonFor(options.reason, `release ${host}`)
      await commandCase(command, host, { type: 'release', outcome: 'reversed', reason }, 'release begun')
    })
