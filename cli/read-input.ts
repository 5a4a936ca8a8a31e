import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { CliError, exitCodes } from './cli-error.ts'

/** The bytes of a file, or of standard input for `-`. */
export async function readInput(file: string): Promise<Buffer> {
  if (file === '-') return buffer(process.stdin)
  try {
    return await readFile(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such file' : code
    throw new CliError(exitCodes.notFound, `cannot read ${file}: ${why}`)
  }
}
