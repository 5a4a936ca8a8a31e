import type { Command } from 'commander'
import { connect } from '../connect.ts'
import { print, printJson, say } from '../output.ts'
import { reasonFor } from '../reason.ts'

interface Opened {
  caseId: string
  hostRef: string
  hostname: string
}

/** `straggler open HOST`: opens a case by hand, without a report. */
export const addOpen = (program: Command) =>
  program
    .command('open')
    .summary('open a case by hand')
    .argument('<host>', 'any name of the host')
    .option('--reason <text>', 'why; goes into the trail')
    .option('--json', 'one JSON document')
    .action(async (host: string, options: { reason?: string; json?: true }, command: Command) => {
      const reason = await reasonFor(options.reason, `open a case for ${host}`)
      const api = await connect(command)
      const opened = await api.post<Opened>('/cases', { host, reason })
      if (options.json) return printJson(opened)
      print(opened.caseId)
      say(`${opened.hostname}: case opened. Follow it with: straggler case ${opened.hostname} --watch`)
    })
