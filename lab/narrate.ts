import { setTimeout as sleep } from 'node:timers/promises'
import type { CaseAnswer } from '../api/case-answer.ts'
import type { ApiClient } from '../cli/api-client.ts'
import { caseLine } from './case-line.ts'
import type { LabHost, Nature } from './company/lab-host.ts'
import type { Company } from './company/small-company.ts'
import { introduction } from './introduction.ts'

interface Listener {
  say(line: string): void
  signal: AbortSignal
}

const every = 1_000

/** The two whose way through the whole ladder is told step by step. */
const followed: readonly Nature[] = ['mendedWhenDisabled', 'mendedWhenShut']

/** Between attempts a case goes to and fro between these; once of each is enough to be told. */
const frequent: ReadonlySet<string> = new Set(['waking', 'woken', 'monitored'])

/** Tells a person what goes on: two cases step by step, the others when they end or need somebody. */
export async function narrate(api: ApiClient, company: Company, { say, signal }: Listener): Promise<void> {
  const names = company.stragglers.filter(({ nature }) => followed.includes(nature)).map(nameOf)
  const told = new Set<string>()
  say(introduction(api.url, company, names))
  while (!signal.aborted) {
    for (const one of await openAndClosed(api)) {
      if (isNews(one, names, told)) say(caseLine(one))
    }
    await sleep(every, undefined, { signal }).catch(() => {})
  }
}

const nameOf = ({ hostname }: LabHost): string => hostname

async function openAndClosed(api: ApiClient): Promise<CaseAnswer[]> {
  const { items } = await api
    .get<{ items: CaseAnswer[] }>('/cases', { limit: 100 })
    .catch(() => ({ items: [] }))
  return items
}

/** What was told before is no news; neither is a state of a case that is not followed, unless it needs a person. */
function isNews(
  { caseId, hostname, state, held, person, cycles }: CaseAnswer,
  names: string[],
  told: Set<string>,
) {
  if (!names.includes(hostname) && state !== 'closed' && person === null) return false
  const detail = frequent.has(state) ? '' : `${held.length} ${cycles}`
  const key = `${caseId} ${state} ${detail}`
  if (told.has(key)) return false
  told.add(key)
  return true
}
