import type { Command } from 'commander'
import type { HoldKind } from '../../domain/case.ts'
import { commandCase } from '../command-case.ts'
import { reasonFor } from '../reason.ts'
import { untilOption } from '../until-option.ts'

interface Options {
  reason?: string
  forensic?: true
  until?: string
}

/** `straggler hold HOST`: pauses a case; leases, and releases under way, go on. */
export const addHold = (program: Command) =>
  program
    .command('hold')
    .summary('pause a case')
    .argument('<host>', 'any name of the host')
    .option('--reason <text>', 'why; goes into the trail')
    .option('--forensic', 'nothing may wake or patch the host before its evidence is captured')
    .option('--until <time>', 'ends by itself: 14d, 2h, or 2026-12-01T08:00Z', untilOption)
    .action(async (host: string, { reason, forensic, until }: Options, command: Command) => {
      const hold: HoldKind = forensic ? 'forensic' : 'paused'
      const body = { type: 'hold' as const, hold, reason: await reasonFor(reason, `hold ${host}`) }
      await commandCase(command, host, { ...body, ...(until && { until }) }, 'on hold')
    })
