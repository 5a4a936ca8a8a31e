import type { ChildProcess } from 'node:child_process'

/** Waits until a daemon has printed `sign`; rejects with its output if it ends or stays silent. */
export function printed(child: ChildProcess, sign: string, within = 20_000): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = ''
    const fail = (why: string) => reject(new Error(`${child.spawnargs.join(' ')} ${why}:\n${output}`))
    const timer = setTimeout(() => fail(`did not print "${sign}"`), within)
    const hear = (chunk: Buffer) => {
      output += chunk
      if (!output.includes(sign)) return
      clearTimeout(timer)
      resolve()
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', () => fail('ended'))
  })
}
