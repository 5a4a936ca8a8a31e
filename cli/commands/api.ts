import type { Command } from 'commander'
import { say } from '../output.ts'
import { untilStopped } from '../until-stopped.ts'

/** `straggler api`: serves the API until it is stopped. */
export const addApi = (program: Command) =>
  program
    .command('api')
    .summary('serve the API')
    .action(async (_options: object, command: Command) => {
      const [{ loadConfig }, { runApi }] = await Promise.all([
        import('../../config/load.ts'),
        import('../../api/main.ts'),
      ])
      const server = await runApi(loadConfig(command.optsWithGlobals<{ config?: string }>().config))
      say(`API at ${server.url}`)
      await untilStopped()
      await server.close()
    })
