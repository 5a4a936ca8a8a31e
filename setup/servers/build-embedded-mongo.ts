import { createHash } from 'node:crypto'
import { copyFile, readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Say, StartableServer } from './found-server.ts'
import { keepInCache } from './keep-in-cache.ts'
import { requireTools } from './require-tools.ts'
import { runBuild } from './run-build.ts'

const SOURCE = fileURLToPath(new URL('./embedded-mongo/', import.meta.url))
const LAUNCHER = join(SOURCE, 'EmbeddedMongo.java')
const POM = join(SOURCE, 'pom.xml')
// A short-lived server for few clients: the first compiler tier and the serial collector start soonest.
const JVM = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xmx512m']

/** The cache directory's name: another launcher or library version is another directory. */
export async function embeddedMongoName(): Promise<string> {
  const hash = createHash('sha256')
  for (const file of [POM, LAUNCHER]) hash.update(await readFile(file))
  return `embedded-mongo-${hash.digest('hex').slice(0, 12)}`
}

/** Fetches mongo-java-server by Maven and compiles the launcher beside it. */
export async function buildEmbeddedMongo(directory: string, say: Say): Promise<void> {
  const [mvn = 'mvn', javac = 'javac'] = await requireTools('mvn', 'javac')
  say('mongodb: building the embedded server with Maven, about 20 s')
  await keepInCache(directory, say, async (unfinished) => {
    const lib = join(unfinished, 'lib')
    // Maven may write beside the pom, and the checkout may be read-only.
    await copyFile(POM, join(unfinished, 'pom.xml'))
    const copy = ['-B', '-f', unfinished, 'dependency:copy-dependencies', `-DoutputDirectory=${lib}`]
    await runBuild({ label: 'mongodb: mvn', command: mvn, args: copy, say })
    const compile = ['-cp', join(lib, '*'), '-d', join(unfinished, 'classes'), LAUNCHER]
    await runBuild({ label: 'mongodb: javac', command: javac, args: compile, say })
  })
}

/** What starts the embedded server that was built into this directory. */
export async function embeddedMongo(directory: string): Promise<StartableServer> {
  const classPath = [join(directory, 'lib', '*'), join(directory, 'classes')].join(delimiter)
  const args = [...JVM, '-cp', classPath, 'EmbeddedMongo']
  const [java = 'java'] = await requireTools('java')
  return { way: 'built', kind: 'embedded', command: java, args }
}
