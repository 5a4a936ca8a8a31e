import type { Command } from 'commander'
import type { CasePage } from '../case-page.ts'
import { connect } from '../connect.ts'
import { print, printJson } from '../output.ts'

/** `straggler case HOST`: why it is where it is, what comes next and when, and what a person can do. */
export const addCase = (program: Command) =>
  program
    .command('case')
    .summary("show one host's case")
    .argument('<host>', 'any name of the host, or a caseId')
    .option('--watch', 'print each step as it happens, until the case closes')
    .option('--json', 'one JSON document; with --watch one per line')
    .action(async (host: string, { watch, json }: { watch?: true; json?: true }, command: Command) => {
      const api = await connect(command)
      if (watch) {
        const { watchCase } = await import('../watch-case.ts')
        return watchCase(api, host, json === true)
      }
      const one = await api.get<CasePage>(`/cases/${encodeURIComponent(host)}`)
      if (json) return printJson(one)
      const { casePage } = await import('../case-page.ts')
      print(casePage(one))
    })
