import { createHash } from 'node:crypto'
import { canonical, type Plain } from './canonical.ts'

export const entryKinds = [
  'intent',
  'outcome',
  'decision',
  'approval',
  'config',
  'export',
  'hold',
  'clock',
  'note',
] as const
export type EntryKind = (typeof entryKinds)[number]

/** The chain of everything that concerns no single host: policy, kill switch, reports. */
export const systemChain = 'system'

/** Who acted. A person's name stands in the entry's `personal`, here only a reference to it. */
export interface Actor {
  type: 'system' | 'person' | 'machine'
  ref: string
  role?: string
  authn?: string
}

/** Why it was done: rule or policy by which, and the evidence it rests on. */
export interface Reason {
  why?: string
  rule?: string
  policyHash?: string
  evidence?: string[]
}

/** What a writer says; place in the chain and time are added when it is appended. */
export interface EntryDraft {
  /** The chain it belongs to: a hostRef or `systemChain`. */
  hostRef: string
  /** The caseId, or what else the steps are numbered within, e.g. `report:<id>`. */
  scope: string
  /** Step within the scope: the seq of an effect, the key of a command. */
  step: string
  kind: EntryKind
  actor: Actor
  action: string
  target?: string
  before?: { [name: string]: Plain }
  after?: { [name: string]: Plain }
  reason?: Reason
  result?: string
  corr?: { workflowId?: string; attempt?: number }
  /** Everything that names a person or their things; nothing personal may stand elsewhere (EDPB 02/2025). */
  personal?: Record<string, string>
}

/** One link of a host's chain, as it is hashed. */
export interface Entry extends EntryDraft {
  v: 1
  log: string
  /** Same for every retry of the same step, see `entryId`. */
  id: string
  /** Counts from 1 without a gap. */
  hostSeq: number
  /** Leaf hash of the host's previous entry; empty for the first. */
  prev: string
  /** Wall clock, epoch milliseconds. */
  ts: number
  /** Microseconds since the machine booted: shows a wall clock that was set back. */
  tsMono: number
  code: { gitSha: string }
}

const hex = (...parts: (string | Uint8Array)[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

/** Identity of an entry: no run id and no attempt in it, so that a retry or a replay arrives at the same one. */
export const entryId = (entry: Pick<EntryDraft, 'scope' | 'step' | 'kind'>): string =>
  hex(canonical([entry.scope, entry.step, entry.kind]))

const leafPrefix = Uint8Array.of(0)

/** Leaf hash of RFC 9162 section 2.1.1 over an entry's canonical bytes. */
export const leafHash = (bytes: string): string => hex(leafPrefix, bytes)

/** The exact text that is hashed, stored and exported. */
export const entryBytes = (entry: Entry): string => canonical(entry as unknown as Plain)

/** What differs between two tries to write the same entry without it being another entry. */
const circumstances = ['hostSeq', 'prev', 'ts', 'tsMono', 'corr', 'code'] as const

/** What an entry says, without the circumstances under which it was written. */
export function meaning(entry: Entry): string {
  const said: Partial<Entry> = { ...entry }
  for (const name of circumstances) delete said[name]
  return canonical(said as unknown as Plain)
}
