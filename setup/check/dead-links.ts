import { access, readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { headingAnchors } from './heading-anchors.ts'
import { linksOf } from './links-of.ts'

/** The relative links of a Markdown page that lead nowhere, each as `file:line: what is wrong`. */
export async function deadLinks(file: string, text: string): Promise<string[]> {
  const dead: string[] = []
  for (const { target, line } of linksOf(text)) {
    // With a scheme it is not ours to follow: a check must not depend on somebody else's server.
    if (/^[a-z][a-z+.-]*:/i.test(target)) continue
    const fault = await faultOf(file, text, target)
    if (fault) dead.push(`${file}:${line}: ${fault}`)
  }
  return dead
}

async function faultOf(file: string, text: string, target: string): Promise<string | undefined> {
  const [path = '', anchor] = decodeURIComponent(target).split('#')
  const to = path ? resolve(dirname(file), path) : undefined
  const exists = await access(to ?? file).then(
    () => true,
    () => to === undefined,
  )
  if (!exists) return `${target}: there is no such file`
  if (!anchor || (to && !to.endsWith('.md'))) return undefined
  const page = to ? await readFile(to, 'utf8') : text
  return headingAnchors(page).has(anchor) ? undefined : `${target}: there is no such heading`
}
