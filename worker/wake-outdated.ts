import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, WorkflowNotFoundError } from '@temporalio/client'
import { Runtime } from '@temporalio/worker'
import type { Db } from 'mongodb'
import { cases } from '../store/cases.ts'
import { caseWorkflowId } from '../workflows/host-case/contract.ts'

export interface WakeOptions {
  /** Version of the newest machine in this worker. */
  newest: number
  /** Cases a second; 50 unless told: 10,000 cases take three minutes, and other work goes on beside it. */
  rate?: number
  signal?: AbortSignal
}

/**
 * Tells every open case that stands under an older machine that there is a newer one. A sleeping run would
 * learn it only when something else wakes it, perhaps in weeks. Repeating it changes nothing.
 */
export async function wakeOutdated(db: Db, client: Client, options: WakeOptions): Promise<number> {
  const { newest, rate = 50, signal } = options
  const outdated = { closedAt: null, machineVersion: { $lt: newest } }
  const found = await cases(db).find(outdated).project<{ hostRef: string }>({ hostRef: 1 }).toArray()
  for (const { hostRef } of found) {
    if (signal?.aborted) break
    await wake(client, hostRef, newest)
    await sleep(1000 / rate)
  }
  return found.length
}

/** Wakes them beside the worker's other work; returns what stops it. What is left is woken at the next start. */
export function startWaking(db: Db, client: Client, newest: number): () => void {
  const stop = new AbortController()
  wakeOutdated(db, client, { newest, signal: stop.signal }).catch(({ message }: Error) => {
    if (stop.signal.aborted) return
    Runtime.instance().logger.warn(
      `not all cases of an older machine were woken, restart to go on: ${message}`,
    )
  })
  return () => stop.abort()
}

/** A case that has closed meanwhile needs no newer machine. */
async function wake({ workflow }: Client, hostRef: string, newest: number): Promise<void> {
  try {
    await workflow.getHandle(caseWorkflowId(hostRef)).signal<[number]>('wake', newest)
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error
  }
}
