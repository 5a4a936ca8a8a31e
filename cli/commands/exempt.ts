import type { Command } from 'commander'
import { CliError, exitCodes } from '../cli-error.ts'
import { commandCase } from '../command-case.ts'
import { reasonFor } from '../reason.ts'
import { untilOption } from '../until-option.ts'

interface Options {
  reason?: string
  until?: string
  forever?: true
}

/** `straggler exempt HOST`: undoes what is held and waits until the exemption ends, or closes the case. */
export const addExempt = (program: Command) =>
  program
    .command('exempt')
    .summary('except a host for a time')
    .argument('<host>', 'any name of the host')
    .option('--reason <text>', 'why; goes into the trail')
    .option('--until <time>', 'when it ends: 14d, or 2026-12-01T08:00Z', untilOption)
    .option('--forever', 'without an end; closes the case, needs an approver')
    .action(async (host: string, { reason, until, forever }: Options, command: Command) => {
      if ((until === undefined) === (forever === undefined))
        throw new CliError(exitCodes.usage, 'say when the exemption ends', 'add --until 14d, or --forever')
      const body = { type: 'exempt' as const, reason: await reasonFor(reason, `exempt ${host}`) }
      const done = 'exempt; what is held is given back'
      const as = forever ? 'approver' : 'operator'
      await commandCase(command, host, { ...body, until: until ?? null }, done, as)
    })
