import { createInterface } from 'node:readline/promises'
import { CliError, exitCodes } from './cli-error.ts'

/** The reason that goes into the trail: as given, or asked for where there is a person to ask. */
export async function reasonFor(given: string | undefined, what: string): Promise<string> {
  if (given?.trim()) return given.trim()
  if (!process.stdin.isTTY || !process.stderr.isTTY)
    throw new CliError(
      exitCodes.usage,
      `${what} needs a reason`,
      'add --reason "..."; it goes into the trail',
    )
  const prompt = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await reasonFor((await prompt.question(`Reason to ${what}: `)) || undefined, what)
  } finally {
    prompt.close()
  }
}
