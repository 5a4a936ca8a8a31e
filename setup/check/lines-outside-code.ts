/** The lines of a Markdown page that are not inside a fenced code block. */
export function linesOutsideCode(text: string): { content: string; line: number }[] {
  let fence: string | undefined
  return text.split('\n').flatMap((content, at) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(content)?.[1]
    if (mark && fence === undefined) fence = mark
    else if (mark && fence && mark.startsWith(fence)) fence = undefined
    else if (fence === undefined) return [{ content, line: at + 1 }]
    return []
  })
}
