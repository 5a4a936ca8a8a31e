import { findOnPath } from './find-on-path.ts'

// A JDK is asked for by the name that Debian 12 has; later releases have a later one.
const INSTALL = {
  go: 'apt-get install golang-go (1.21 or later; on Debian 12 with -t bookworm-backports)',
  java: 'apt-get install openjdk-17-jdk-headless',
  javac: 'apt-get install openjdk-17-jdk-headless',
  mvn: 'apt-get install maven',
} as const

/** The full paths of build tools, in the order asked; fails naming the command that installs what is missing. */
export async function requireTools(...names: (keyof typeof INSTALL)[]): Promise<string[]> {
  const found = await Promise.all(names.map((name) => findOnPath(name)))
  const missing = names.filter((_, at) => found[at] === undefined)
  if (missing.length > 0) {
    throw new Error(missing.map((name) => `${name} is missing: ${INSTALL[name]}.`).join(' '))
  }
  return found.filter((path) => path !== undefined)
}
