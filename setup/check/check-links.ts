import { glob, readFile } from 'node:fs/promises'
import { deadLinks } from './dead-links.ts'

/** Follows every relative link of the README and the docs; fails naming each dead one with its line. */
export async function checkLinks(): Promise<string> {
  const dead: string[] = []
  let pages = 0
  for await (const file of glob(['README.md', 'docs/**/*.md'])) {
    dead.push(...(await deadLinks(file, await readFile(file, 'utf8'))))
    pages += 1
  }
  if (dead.length > 0) throw new Error(`\n${dead.join('\n')}`)
  return `${pages} pages`
}
