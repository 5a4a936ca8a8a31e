import type { Command } from 'commander'
import type { ApiClient } from './api-client.ts'
import { exitCodes } from './cli-error.ts'
import type { ClientOptions, TokenName } from './client-settings.ts'

/** Connects a command to the API; loaded only when a command runs, so that `--help` stays fast. */
export async function connect(command: Command, as: TokenName = 'operator'): Promise<ApiClient> {
  process.once('SIGINT', () => process.exit(exitCodes.interrupted))
  const [{ clientSettings }, { createApiClient }] = await Promise.all([
    import('./client-settings.ts'),
    import('./api-client.ts'),
  ])
  return createApiClient(clientSettings(command.optsWithGlobals<ClientOptions>(), as))
}
