import type { Command } from 'commander'
import { commandCase } from '../command-case.ts'
import { reasonFor } from '../reason.ts'

interface Options {
  reason?: string
  forensic?: true
  exemption?: true
}

/** `straggler resume HOST`: lifts one hold; others that stand stay. */
export const addResume = (program: Command) =>
  program
    .command('resume')
    .summary('lift a hold')
    .argument('<host>', 'any name of the host')
    .option('--reason <text>', 'why; goes into the trail')
    .option('--forensic', 'lift the forensic hold instead of the pause')
    .option('--exemption', 'end the exemption instead of the pause')
    .action(async (host: string, { reason, forensic, exemption }: Options, command: Command) => {
      const hold = forensic ? 'forensic' : exemption ? 'exempt' : 'paused'
      const body = {
        type: 'resume' as const,
        hold,
        reason: await reasonFor(reason, `resume ${host}`),
      } as const
      await commandCase(command, host, body, `${hold === 'paused' ? 'pause' : hold} lifted`)
    })
