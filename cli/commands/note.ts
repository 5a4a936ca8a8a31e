import type { Command } from 'commander'
import { commandCase } from '../command-case.ts'

/** `straggler note HOST TEXT`: a remark for whoever reads the trail. */
export const addNote = (program: Command) =>
  program
    .command('note')
    .summary("write a remark into a case's trail")
    .argument('<host>', 'any name of the host')
    .argument('<text...>', 'the remark')
    .action(async (host: string, text: string[], _options: object, command: Command) =>
      commandCase(command, host, { type: 'note', reason: text.join(' ') }, 'noted'),
    )
