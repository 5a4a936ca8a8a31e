import type { HttpRoute } from '../../config/schema.ts'
import { secret } from '../../config/secret.ts'
import type { Checked, Deploy, Installed, NotDone, Order } from './deploy.ts'
import { installAnswer, liveCheckAnswer } from './http-contract.ts'
import { notDone } from './not-done.ts'
import { postAndPoll } from './post-and-poll.ts'

/** A patch tool behind HTTP; the contract is http-contract.ts. */
export function httpDeploy(route: HttpRoute): Deploy {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    accept: 'application/json',
    ...(route.token !== undefined && { authorization: `Bearer ${secret(route.token)}` }),
  }
  return { install, liveCheck }

  async function install(order: Order, signal?: AbortSignal): Promise<Installed> {
    const answer = await ask(order, { ...headers, 'idempotency-key': order.key }, signal)
    if ('cause' in answer) return answer
    const read = installAnswer.safeParse(answer.json)
    if (!read.success) return misread(answer.json)
    const { outcome, detail } = read.data
    return outcome === 'installed' ? { done: true, detail } : notDone(outcome, detail)
  }

  async function liveCheck(order: Order, signal?: AbortSignal): Promise<Checked> {
    const answer = await ask(order, headers, signal)
    if ('cause' in answer) return answer
    const read = liveCheckAnswer.safeParse(answer.json)
    if (!read.success) return misread(answer.json)
    if (read.data.outcome === 'checked') return { done: true, states: read.data.states }
    return notDone(read.data.outcome, read.data.detail)
  }

  function ask(order: Order, headers: Record<string, string>, signal: AbortSignal | undefined) {
    const { caseId, hostname, fqdn, ip, updates } = order
    const body = JSON.stringify({ caseId, host: { hostname, fqdn, ip }, updates })
    return postAndPoll(route, { headers, body, signal })
  }
}

const misread = (json: unknown): NotDone =>
  notDone('toolDown', `the patch tool's answer is not in the contract: ${JSON.stringify(json)}`)
