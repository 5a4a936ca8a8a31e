import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findConfig } from '../config/find-config.ts'
import { checkConfig, readConfigText } from '../config/load.ts'
import { configSchema } from '../config/schema.ts'
import { CliError, exitCodes } from './cli-error.ts'

/** What every command that talks to the API may be given. */
export interface ClientOptions {
  config?: string
  api?: string
  tokenFile?: string
}

/** Whose token a command uses when none is named. */
export type TokenName = 'operator' | 'approver'

/** Where the API is and what to show it. */
export interface ClientSettings {
  url: string
  token: string
  dataDirectory: string
  /** Whose token was found on this machine; unset when one was given. */
  tokenOf?: TokenName
}

/** Of the configuration a client needs only this, so it works without one, with the defaults. */
const clientSchema = configSchema.pick({ api: true, dataDirectory: true }).loose()

function readSettings(path: string | undefined, env: NodeJS.ProcessEnv) {
  const file = path ?? findConfig(env)
  const text = file === undefined ? '' : readConfigText(file)
  return checkConfig(clientSchema, file ?? 'defaults', text, env)
}

/** An API that listens on every address is reached on this machine's own. */
const reachable = (host: string): string =>
  host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host

function firstLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').split('\n')[0]?.trim() ?? ''
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new CliError(exitCodes.usage, `cannot read the token file ${file} (${code})`)
  }
}

function findToken(
  options: ClientOptions,
  env: NodeJS.ProcessEnv,
  directory: string,
  name: TokenName,
): Pick<ClientSettings, 'token' | 'tokenOf'> {
  if (options.tokenFile !== undefined) return { token: firstLine(options.tokenFile) }
  if (env.STRAGGLER_TOKEN) return { token: env.STRAGGLER_TOKEN }
  const fileOf = (owner: TokenName) => join(directory, 'tokens', owner)
  const tokenOf = [name, 'operator' as const].find((owner) => existsSync(fileOf(owner)))
  if (tokenOf !== undefined) return { token: firstLine(fileOf(tokenOf)), tokenOf }
  throw new CliError(
    exitCodes.failed,
    `no token: looked at --token-file, STRAGGLER_TOKEN and ${fileOf(name)}`,
    'start Straggler here once (npm start), or ask an approver for a token: straggler token create',
  )
}

/** Settings from options, environment, configuration and defaults, in this order. */
export function clientSettings(
  options: ClientOptions,
  name: TokenName,
  env: NodeJS.ProcessEnv = process.env,
): ClientSettings {
  const { api, dataDirectory } = readSettings(options.config, env)
  const url = options.api ?? env.STRAGGLER_API ?? `http://${reachable(api.host)}:${api.port}`
  return { url, ...findToken(options, env, dataDirectory, name), dataDirectory }
}
