import type { Deploy, Order } from './deploy.ts'
import { type Attempted, judgeAttempt, judgeCheck } from './judge-attempt.ts'

/** One attempt: asks the tool to install, then looks for itself. Fits `EffectResult`. */
export async function attemptPatch(deploy: Deploy, order: Order, signal?: AbortSignal) {
  if (order.updates.length === 0) return nothingToDo
  const installed = await deploy.install(order, signal)
  const checked = await deploy.liveCheck(order, signal)
  return judgeAttempt(order.updates, installed, checked)
}

/** The live check alone, e.g. after a report or at `straggler recheck`. */
export async function checkPatched(deploy: Deploy, order: Order, signal?: AbortSignal) {
  if (order.updates.length === 0) return nothingToDo
  return judgeCheck(order.updates, await deploy.liveCheck(order, signal))
}

/** An empty set means nothing, never everything (R6). */
const nothingToDo: Attempted = {
  type: 'attempted',
  reached: false,
  cause: 'refused',
  detail: 'the case names no update that could be installed',
}
