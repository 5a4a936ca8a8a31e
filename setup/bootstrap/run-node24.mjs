import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { findNode24 } from './find-node24.mjs'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Runs a script on Node 24 in the foreground, passes signals on, and gives its exit code. */
export function runNode24(args, options = {}) {
  const child = spawn(findNode24(), args, { stdio: 'inherit', ...options })
  const passOn = (signal) => {
    // A terminal sends Ctrl-C to the whole group: a second one from us would mean "at once" to the child.
    if (!(signal === 'SIGINT' && process.stdin.isTTY)) child.kill(signal)
  }
  for (const signal of SIGNALS) process.on(signal, passOn)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]))
  }).finally(() => {
    for (const signal of SIGNALS) process.removeListener(signal, passOn)
  })
}
