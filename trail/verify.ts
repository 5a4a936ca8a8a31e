import { canonical, type Plain } from './canonical.ts'
import { type Entry, entryId, leafHash } from './entry.ts'
import type { HeadLine } from './export.ts'

/** One thing that is wrong with an exported trail. */
export interface TrailFault {
  /** Line of the export, from 1. */
  line: number
  hostRef: string
  hostSeq: number
  what: 'unreadable' | 'changed bytes' | 'wrong id' | 'gap' | 'repeated' | 'wrong prev' | 'no head'
  detail: string
}

export interface Verification {
  entries: number
  hosts: number
  faults: TrailFault[]
}

type Head = HeadLine['head']

interface Chain {
  head: Head | null
  line: number
  hostSeq: number
  leaf: string
}

/** Checks the chains of an export (see `exportTrail`) line by line; needs nothing but the lines. */
export async function verifyTrail(lines: AsyncIterable<string> | Iterable<string>): Promise<Verification> {
  const chains = new Map<string, Chain>()
  const faults: TrailFault[] = []
  let entries = 0
  let line = 0
  for await (const text of lines) {
    line += 1
    if (text === '') continue
    const parsed = parseLine(text)
    if (parsed === null) {
      faults.push({
        line,
        hostRef: '',
        hostSeq: 0,
        what: 'unreadable',
        detail: 'neither an entry nor a head',
      })
    } else if ('head' in parsed) {
      chains.set(parsed.head.hostRef, { head: parsed.head, line, hostSeq: 0, leaf: '' })
    } else {
      entries += 1
      const chain = chains.get(parsed.hostRef) ?? { head: null, line, hostSeq: 0, leaf: '' }
      faults.push(...entryFaults(parsed, text, chain).map((fault) => ({ ...fault, line })))
      chains.set(parsed.hostRef, { ...chain, line, hostSeq: parsed.hostSeq, leaf: leafHash(text) })
    }
  }
  return { entries, hosts: chains.size, faults: [...faults, ...[...chains].flatMap(endFaults)] }
}

function parseLine(text: string): Entry | HeadLine | null {
  try {
    const value = JSON.parse(text)
    if (typeof value?.head?.hostRef === 'string') return value as HeadLine
    return typeof value?.hostRef === 'string' && Number.isSafeInteger(value.hostSeq) ? (value as Entry) : null
  } catch {
    return null
  }
}

function entryFaults(entry: Entry, bytes: string, chain: Chain): Omit<TrailFault, 'line'>[] {
  const { hostRef, hostSeq } = entry
  const { head } = chain
  const due = chain.hostSeq + 1
  const faults: Omit<TrailFault, 'line'>[] = []
  const report = (what: TrailFault['what'], detail: string) => faults.push({ hostRef, hostSeq, what, detail })
  if (attempt(() => canonical(entry as unknown as Plain)) !== bytes) {
    report('changed bytes', 'not in canonical form (RFC 8785)')
  }
  if (attempt(() => entryId(entry)) !== entry.id) report('wrong id', 'the id is not the hash of its step')
  if (hostSeq > due) report('gap', missing(due, hostSeq - 1))
  if (hostSeq < due) report('repeated', `comes after number ${chain.hostSeq}`)
  if (hostSeq === due && entry.prev !== chain.leaf) {
    report('wrong prev', `number ${hostSeq - 1} is not what it was when number ${hostSeq} was written`)
  }
  if (head?.hostSeq === hostSeq && head.leaf !== leafHash(bytes)) {
    report('changed bytes', 'is not what the head of its chain recorded')
  }
  return faults
}

/** A changed entry may hold anything; what cannot be hashed is a fault like any other. */
function attempt(compute: () => string): string | null {
  try {
    return compute()
  } catch {
    return null
  }
}

const missing = (from: number, to: number) =>
  from === to ? `number ${from} is missing` : `numbers ${from} to ${to} are missing`

function endFaults([hostRef, { head, line, hostSeq }]: [string, Chain]): TrailFault[] {
  if (head === null) {
    const detail = 'nothing shows where this chain ends: its head is missing'
    return [{ line, hostRef, hostSeq, what: 'no head', detail }]
  }
  if (head.hostSeq <= hostSeq) return []
  return [{ line, hostRef, hostSeq: head.hostSeq, what: 'gap', detail: missing(hostSeq + 1, head.hostSeq) }]
}
