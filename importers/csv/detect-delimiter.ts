const delimiters = [',', ';', '\t'] as const

/** The delimiter that makes the most known column names of the header line. */
export function detectDelimiter(text: string, skip: number, known: readonly string[]): string {
  const lines = text.split('\n')
  const header = lines.slice(skip).find((line) => line.trim() !== '') ?? ''
  const score = (delimiter: string): number => {
    const names = header.split(delimiter).map((name) => name.trim().replaceAll('"', '').toLowerCase())
    return names.filter((name) => known.includes(name)).length
  }
  return delimiters.toSorted((a, b) => score(b) - score(a))[0] ?? ','
}
