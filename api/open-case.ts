import { randomUUID } from 'node:crypto'
import type { Host } from '../domain/host.ts'
import { entryId } from '../trail/entry.ts'
import type { Principal } from './auth.ts'
import { Problem } from './problem.ts'
import type { Services } from './services.ts'
import { writeDown } from './write-down.ts'

/** The entry that says who opened a case by hand. */
const opening = (caseId: string) => ({ scope: caseId, step: 'open', kind: 'decision' }) as const

/** Opens a case by hand and writes down who did; returns its caseId. */
export async function openCase(
  services: Services,
  host: Host,
  who: Principal,
  reason: string,
): Promise<string> {
  const caseId = randomUUID()
  const { hostRef, hostname } = host
  const opened = await services.engine.open({ hostRef, caseId, by: who.name, reason })
  if (!opened)
    throw new Problem(
      'conflict',
      `${hostname} has an open case already; see it with: straggler case ${hostname}`,
    )
  await writeDown(services, who, { ...opening(caseId), hostRef, action: 'case.open', why: reason })
  return caseId
}

/** Who opened the case by hand; undefined when a report did. */
export async function openedBy({ trail }: Services, caseId: string): Promise<string | undefined> {
  return (await trail.find(entryId(opening(caseId))))?.personal?.by
}
