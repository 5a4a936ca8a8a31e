import { setTimeout as sleep } from 'node:timers/promises'
import type { CaseAnswer } from '../api/case-answer.ts'
import type { TrailAnswer } from '../api/trail-answer.ts'
import type { ApiClient } from './api-client.ts'
import { type CasePage, casePage } from './case-page.ts'
import { CliError } from './cli-error.ts'
import { paint, print, say } from './output.ts'
import { isStep, stepLine } from './step-line.ts'
import { fromNow, local } from './time.ts'

const pollEvery = 500

const nextLine = ({ state, next: { at, what, why } }: CaseAnswer): string => {
  const when = at ? `${fromNow(at)}, at ${local(at)}` : 'waiting'
  return paint('cyan', `  ${state}: next ${what} (${when}): ${why}`)
}

/** An API that restarts is waited for; what it refuses is not. */
async function patient<T>(ask: () => Promise<T>): Promise<T> {
  for (let told = false; ; told = true) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof CliError) || !error.message.includes('does not answer')) throw error
      if (!told) say(`${error.message}; waiting for it`)
      await sleep(pollEvery * 4)
    }
  }
}

function show(step: TrailAnswer, json: boolean): void {
  if (json) print(JSON.stringify(step))
  else if (isStep(step)) print(stepLine(step))
}

/** Prints each step of a case as it happens; returns when the case is closed. */
export async function watchCase(api: ApiClient, host: string, json: boolean): Promise<void> {
  const first = await api.get<CasePage>(`/cases/${encodeURIComponent(host)}`)
  const path = `/cases/${first.caseId}`
  if (!json) print(`${casePage(first)}\n`)
  let after = first.timeline.at(-1)?.seq ?? 0
  let told = nextLine(first)
  for (let one: CaseAnswer = first; one.state !== 'closed'; await sleep(pollEvery)) {
    one = await patient(() => api.get<CaseAnswer>(path))
    const { items } = await patient(() => api.get<{ items: TrailAnswer[] }>(`${path}/trail`, { after }))
    for (const step of items) show(step, json)
    after = items.at(-1)?.seq ?? after
    const line = nextLine(one)
    if (!json && items.length > 0 && line !== told && one.state !== 'closed') print(line)
    told = line
    if (one.state === 'closed') say(`${one.hostname}: closed, ${one.outcome}`)
  }
}
