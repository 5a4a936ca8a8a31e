import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * How long a download may bring nothing before it is given up.
 * Libraries wait minutes on a network that drops packets; 8 s without a byte is no usable network.
 */
const STALLED_AFTER_MS = 8_000

/** Runs a downloading script in its own process, which can be ended when nothing arrives any more. */
export async function runDownload(
  script: string,
  directory: string,
  env: NodeJS.ProcessEnv,
  stalledAfterMs = STALLED_AFTER_MS,
): Promise<void> {
  const file = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, [file, directory], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  const output: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => output.push(text))
  const arrival = { size: 0, at: Date.now() }
  let stalled = false
  const watch = setInterval(async () => {
    const size = await sizeOf(directory)
    if (size !== arrival.size) Object.assign(arrival, { size, at: Date.now() })
    stalled = Date.now() - arrival.at > stalledAfterMs
    if (stalled) child.kill('SIGKILL')
  }, 250)
  try {
    const [code] = await once(child, 'close')
    if (stalled) throw new Error(`nothing arrived for ${stalledAfterMs / 1000} s.`)
    if (code !== 0) throw new Error(lastWords(output.join('')))
  } finally {
    clearInterval(watch)
  }
}

/** Libraries nest their reasons, the innermost last. */
function lastWords(output: string): string {
  const line = output.trim().split('\n').at(-1) ?? 'no reason given'
  return `${line.length > 120 ? `...${line.slice(-120)}` : line}.`
}

async function sizeOf(directory: string): Promise<number> {
  const names = await readdir(directory, { recursive: true }).catch(() => [])
  // A temporary file may be renamed between the listing and the look.
  const sizes = names.map((name) =>
    stat(join(directory, name)).then(
      (file) => file.size,
      () => 0,
    ),
  )
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
}
