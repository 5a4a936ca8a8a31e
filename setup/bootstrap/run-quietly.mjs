import { spawn } from 'node:child_process'
import { say } from './say.mjs'

const PROGRESS_EVERY_MS = 10_000

/** Runs a command, tells every 10 s that it still runs, and shows its output only when it fails. */
export function runQuietly(label, command, args, options = {}) {
  const output = []
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => output.push(data))
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1000)
  const progress = setInterval(() => say(`${label}: running for ${seconds()} s`), PROGRESS_EVERY_MS)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(seconds())
      else reject(new Error(`${label} ended with ${code}:\n${Buffer.concat(output).toString().trim()}`))
    })
  }).finally(() => clearInterval(progress))
}
