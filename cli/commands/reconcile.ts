import type { Command } from 'commander'
import { connect } from '../connect.ts'
import { say } from '../output.ts'

/** `straggler reconcile`: held targets without a living case get a release, now instead of at the full hour. */
export const addReconcile = (program: Command) =>
  program
    .command('reconcile')
    .summary('look for held targets that no case releases')
    .action(async (_options: object, command: Command) => {
      const api = await connect(command)
      await api.post('/reconciliations')
      say('begun; what it finds stands in: straggler trail tail')
    })
