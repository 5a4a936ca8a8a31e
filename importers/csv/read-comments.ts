/** The `# name: value` lines before the header, by lower-case name, and how many lines they take. */
export function readComments(text: string): { comments: Record<string, string>; lines: number } {
  const comments: Record<string, string> = {}
  let lines = 0
  for (const line of text.split('\n')) {
    if (!line.startsWith('#')) break
    lines += 1
    const [, name, value] = /^#\s*([\w-]+)\s*[:=]\s*(.+?)\s*$/.exec(line) ?? []
    if (name !== undefined && value !== undefined) comments[name.toLowerCase()] = value
  }
  return { comments, lines }
}
