import { linesOutsideCode } from './lines-outside-code.ts'

const INLINE = /\]\(\s*<?([^)\s>]+)>?(?:\s+["'][^)]*)?\)/g
const REFERENCE = /^\s*\[[^\]]+\]:\s*<?(\S+?)>?(?:\s|$)/g
const HTML = /\b(?:href|src)="([^"]+)"/g

/** The targets of a Markdown page's links and images, with their lines. */
export function linksOf(text: string): { target: string; line: number }[] {
  return linesOutsideCode(text).flatMap(({ content, line }) => {
    const prose = content.replaceAll(/`[^`]*`/g, '')
    return [INLINE, REFERENCE, HTML].flatMap((pattern) =>
      [...prose.matchAll(pattern)].map(([, target = '']) => ({ target, line })),
    )
  })
}
