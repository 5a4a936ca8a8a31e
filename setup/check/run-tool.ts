import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Runs a development tool of node_modules on this Node; fails with all it printed. */
export async function runTool(packageName: string, bin: string, ...args: string[]): Promise<string> {
  const directory = join('node_modules', packageName)
  const manifest = JSON.parse(await readFile(join(directory, 'package.json'), 'utf8')) as {
    bin: Record<string, string>
  }
  const script = join(directory, manifest.bin[bin] ?? '')
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [script, ...args], { maxBuffer: 64e6 }, (fault, stdout, stderr) => {
      if (fault) reject(new Error(`\n${stdout}${stderr}`))
      else resolve('')
    })
  })
}
