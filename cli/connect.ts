import type { Command } from 'commander'
import type { ApiClient } from './api-client.ts'
import { exitCodes } from './cli-error.ts'
import type { ClientOptions, TokenName } from './client-settings.ts'
import { say } from './output.ts'

/** Connects a command to the API; loaded only when a command runs, so that `--help` stays fast. */
export async function connect(command: Command, as: TokenName = 'operator'): Promise<ApiClient> {
  process.once('SIGINT', () => process.exit(exitCodes.interrupted))
  const [{ clientSettings }, { createApiClient }] = await Promise.all([
    import('./client-settings.ts'),
    import('./api-client.ts'),
  ])
  const settings = clientSettings(command.optsWithGlobals<ClientOptions>(), as)
  if (settings.tokenOf === 'approver') say("with the approver's token of this machine")
  return createApiClient(settings)
}
