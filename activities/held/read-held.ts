import { readFile } from 'node:fs/promises'
import type { AttemptLine, HeldLine } from './held-file.ts'

/** What a held file says of one attempt at a target that was not released. */
export interface Unreleased {
  attempt: AttemptLine
  /** Its last line: what we were about to do, or had seen to be done. */
  last: HeldLine['event']
  /** The file it stands in: its release is noted there too. */
  file: string
}

export interface HeldRecord {
  unreleased: Unreleased[]
  /** Lines that could not be read, as `file:line`. A crash tears the last one, before anything was written. */
  unreadable: string[]
}

interface Placed {
  line: HeldLine
  file: string
}

/**
 * Everything that is not released yet according to these files, latest attempt first. They are taken as one
 * record in the order of time: what one worker closed, another may have released.
 */
export async function readHeld(files: string[]): Promise<HeldRecord> {
  const placed: Placed[] = []
  const unreadable: string[] = []
  for (const file of files) {
    const lines = (await readFile(file, 'utf8')).split('\n')
    for (const [index, text] of lines.entries()) {
      if (text.trim() === '') continue
      const line = parseLine(text)
      if (line) placed.push({ line, file })
      else unreadable.push(`${file}:${index + 1}`)
    }
  }
  const open = new Map<string, Unreleased>()
  for (const { line, file } of placed.toSorted((a, b) => a.line.at - b.line.at)) follow(open, line, file)
  const unreleased = [...open.values()].toSorted((a, b) => b.attempt.at - a.attempt.at)
  return { unreleased, unreadable }
}

function follow(open: Map<string, Unreleased>, line: HeldLine, file: string): void {
  const name = `${line.target.id} ${line.key}`
  const known = open.get(name)
  if (line.event === 'attempting') open.set(name, { attempt: line, last: 'attempting', file })
  else if (line.event === 'released') open.delete(name)
  else if (known) known.last = line.event
}

const events: readonly unknown[] = ['attempting', 'held', 'restoring', 'released']

function parseLine(text: string): HeldLine | null {
  try {
    const line = JSON.parse(text)
    const isWhole = line?.v === 1 && events.includes(line.event) && typeof line.target?.id === 'string'
    return isWhole && (line.event !== 'attempting' || typeof line.prior === 'object')
      ? (line as HeldLine)
      : null
  } catch {
    return null
  }
}
