import { setTimeout as sleep } from 'node:timers/promises'
import type { CaseAnswer } from '../api/case-answer.ts'
import type { ApiClient } from '../cli/api-client.ts'
import { fromNow } from '../cli/time.ts'
import type { Company } from './company/small-company.ts'

interface Listener {
  say(line: string): void
  signal: AbortSignal
}

const every = 1_000

/** Tells a person what goes on in the lab: one line for each case that has moved. */
export async function narrate(api: ApiClient, company: Company, { say, signal }: Listener): Promise<void> {
  const told = new Map<string, string>()
  say(introduction(api, company))
  while (!signal.aborted) {
    const { items } = await api
      .get<{ items: CaseAnswer[] }>('/cases', { limit: 100 })
      .catch(() => ({ items: [] }))
    for (const one of items) {
      if (told.get(one.caseId) === one.state) continue
      told.set(one.caseId, one.state)
      say(lineOf(one))
    }
    await sleep(every, undefined, { signal }).catch(() => {})
  }
}

function lineOf({ hostname, state, outcome, next, held }: CaseAnswer): string {
  const time = new Date().toTimeString().slice(0, 8)
  if (state === 'closed') return `${time}  ${hostname}  closed: ${outcome}, everything is as it was before`
  const when = next.at === null ? '' : ` ${fromNow(next.at)}`
  const holds = held.length > 0 ? `  [held: ${held.map(({ kind }) => kind).join(', ')}]` : ''
  return `${time}  ${hostname}  ${state}${holds}\n            next: ${next.what}${when}, because ${next.why}`
}

function introduction(api: ApiClient, { stragglers, hosts, update }: Company): string {
  const shown = stragglers.find(({ nature }) => nature === 'mendedWhenShut')?.hostname
  return `The lab's patch tool reported ${hosts.length} hosts; ${stragglers.length} of them miss ${update.id}.
Straggler now drives each of them until it is patched. In another terminal, try:

  npx straggler cases                          who is unpatched, and what happens next
  npx straggler case ${shown} --watch           one case, step by step
  npx straggler repair ${shown} --reason "user called"     as the help desk would
  npx straggler stop --reason "let me look"    the kill switch: no new effect, releases go on

API at ${api.url}. Ctrl-C stops everything; the next start goes on where it was.
`
}
