import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

// The Go installer's own place, which a non-login shell often does not have on its PATH.
const USUAL_PLACES = process.platform === 'win32' ? [] : ['/usr/local/go/bin', '/usr/sbin']
const SUFFIXES = process.platform === 'win32' ? ['.exe', '.cmd'] : ['']

/** The full path of a program, or undefined where it is not installed. */
export async function findOnPath(name: string, env = process.env): Promise<string | undefined> {
  const directories = [...(env.PATH ?? '').split(delimiter), ...USUAL_PLACES].filter(Boolean)
  for (const file of directories.flatMap((place) => SUFFIXES.map((end) => join(place, name + end)))) {
    if (await isExecutable(file)) return file
  }
  return undefined
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}
