import { randomUUID } from 'node:crypto'
import type { Host } from '../domain/host.ts'
import { cases } from '../store/cases.ts'
import { entryId } from '../trail/entry.ts'
import type { Principal } from './auth.ts'
import { Problem } from './problem.ts'
import type { Services } from './services.ts'
import { writeDown } from './write-down.ts'

/** The entry that says who opened a case by hand. */
const opening = (caseId: string) => ({ scope: caseId, step: 'open', kind: 'decision' }) as const

function hasOne(hostname: string): Problem {
  return new Problem(
    'conflict',
    `${hostname} has an open case already; see it with: straggler case ${hostname}`,
  )
}

/** Opens a case by hand; who did, and why, is written down before anything comes of it. */
export async function openCase(
  services: Services,
  host: Host,
  who: Principal,
  reason: string,
): Promise<string> {
  const { db, engine } = services
  const { hostRef, hostname } = host
  if (await cases(db).findOne({ hostRef, closedAt: null })) throw hasOne(hostname)
  const caseId = randomUUID()
  await writeDown(services, who, { ...opening(caseId), hostRef, action: 'case.open', why: reason })
  if (await engine.open({ hostRef, caseId, by: who.name, reason })) return caseId
  throw hasOne(hostname)
}

/** Who opened the case by hand; undefined when a report did. */
export async function openedBy({ trail }: Services, caseId: string): Promise<string | undefined> {
  return (await trail.find(entryId(opening(caseId))))?.personal?.by
}
