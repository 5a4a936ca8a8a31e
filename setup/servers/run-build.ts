import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Say } from './found-server.ts'

const PROGRESS_EVERY_MS = 15_000

/** One step of building a server. */
export interface BuildStep {
  readonly label: string
  readonly command: string
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  readonly say: Say
}

/** Runs one build step with a line of progress every 15 s; fails with the end of its output. */
export async function runBuild({ label, command, args, env, say }: BuildStep): Promise<void> {
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  const output: string[] = []
  const child = spawn(command, args, { env: env ?? process.env, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => output.push(line))
  }
  const progress = setInterval(
    () => say(`${label}: ${seconds()} s, at ${output.at(-1) ?? 'the start'}`),
    PROGRESS_EVERY_MS,
  )
  try {
    const [code] = await once(child, 'close')
    if (code !== 0) throw new Error(`${label} ended with ${code}: ${output.slice(-5).join(' | ')}`)
    say(`${label}: done in ${seconds()} s`)
  } finally {
    clearInterval(progress)
  }
}
