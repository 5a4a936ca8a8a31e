import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import type { Policy } from '../../domain/policy/schema.ts'

const labPolicy = new URL('../../lab/policy.yaml', import.meta.url)

/** The same rungs in the same order, each with its wait. */
const waits: Record<string, string> = {
  ownerNotice: '0s',
  ticket: '1s',
  managerNotice: '1s',
  machineAccount: '2s',
  userAccount: '4s',
  port: '4s',
}

const times = {
  seenLately: '20s',
  wake: '12s',
  wakeEvery: '6s',
  attempt: '15s',
  retry: '2s',
  noticeLead: '4s',
  window: '20s',
  undoRetry: '2s',
}

/** Writes the lab's policy with a few seconds for each of its days; returns the file. */
export function writeFastPolicy(
  directory: string,
  own: Partial<Record<keyof Policy['times'], string>> = {},
): string {
  const policy = parse(readFileSync(labPolicy, 'utf8'))
  const ladder = (policy.ladder as Policy['ladder']).map((step) => ({
    ...step,
    wait: waits[step.rung] ?? step.wait,
  }))
  const fast = {
    ...policy,
    name: 'end to end',
    bands: { P1: '12s', P2: '12s', P3: '12s', P4: '12s' },
    ladder,
    times: { ...policy.times, ...times, ...own },
    // A fifth of a company of two would be one account, and a ladder takes away two.
    limits: { ...policy.limits, heldAccountsPercent: 100 },
  }
  const file = join(directory, 'policy.yaml')
  writeFileSync(file, stringify(fast))
  return file
}
