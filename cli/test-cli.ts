import { spawn } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { TestApi } from '../api/test-api.ts'
import type { TokenRole } from '../store/tokens.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))

/** What a command left behind. */
export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

/** An empty working directory, so that no configuration of this machine is found. */
export const emptyDirectory = (): string => mkdtempSync(join(tmpdir(), 'straggler-cli-'))

/** Starts the real command; nothing of this process's environment but PATH reaches it. */
export const startCli = (args: readonly string[], env: NodeJS.ProcessEnv, cwd = emptyDirectory()) =>
  spawn(process.execPath, [main, ...args], {
    cwd,
    env: { PATH: process.env.PATH, HOME: cwd, XDG_CONFIG_HOME: cwd, TZ: 'UTC', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** Runs the real command to its end. */
export async function runCli(args: readonly string[], env: NodeJS.ProcessEnv, cwd?: string): Promise<Ran> {
  const child = startCli(args, env, cwd)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { code, stdout, stderr }
}

/** A file with this text, in a directory of its own. */
export function fileWith(name: string, content: string | Uint8Array): string {
  const file = join(emptyDirectory(), name)
  writeFileSync(file, content)
  return file
}

/** The environment of a person with a token of this role. */
export const tokenOf = ({ url, tokens }: TestApi, role: TokenRole = 'operator') => ({
  STRAGGLER_API: url,
  STRAGGLER_TOKEN: tokens[role],
})
