import type { Decision } from '../workflows/host-case/contract.ts'
import type { ApiClient } from './api-client.ts'
import { say } from './output.ts'

/** Sends a decision and says that it was taken. */
export async function decide(api: ApiClient, id: string, decision: Decision, reason: string): Promise<void> {
  const path = `/approvals/${encodeURIComponent(id)}`
  const { hostname } = await api.post<{ hostname: string }>(path, { decision, reason })
  say(`${hostname}: decided, ${decision}. Follow it with: straggler case ${hostname} --watch`)
}
