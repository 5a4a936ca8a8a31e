import type { Command } from 'commander'

/** `straggler worker`: does the cases' work until it is stopped. */
export const addWorker = (program: Command) =>
  program
    .command('worker')
    .summary('run the workflows and their effects')
    .action(async (_options: object, command: Command) => {
      const [{ loadConfig }, { runWorker }] = await Promise.all([
        import('../../config/load.ts'),
        import('../../worker/main.ts'),
      ])
      await runWorker(loadConfig(command.optsWithGlobals<{ config?: string }>().config))
    })
