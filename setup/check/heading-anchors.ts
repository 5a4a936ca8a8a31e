import { linesOutsideCode } from './lines-outside-code.ts'

/** The anchors of a Markdown page as GitHub makes them from its headings, and those set by hand. */
export function headingAnchors(text: string): Set<string> {
  const anchors = new Set<string>()
  for (const { content } of linesOutsideCode(text)) {
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(content)?.[1]
    if (heading !== undefined) anchors.add(unused(slug(heading), anchors))
    for (const [, id = ''] of content.matchAll(/\b(?:id|name)="([^"]+)"/g)) anchors.add(id)
  }
  return anchors
}

function slug(heading: string): string {
  const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
  return words
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-')
}

function unused(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base
  let count = 1
  while (taken.has(`${base}-${count}`)) count += 1
  return `${base}-${count}`
}
