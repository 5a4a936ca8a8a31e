import {
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow'
import { inOrder } from '../../domain/gate/in-order.ts'
import { type CaseMessage, caseWorkflowId } from '../host-case/contract.ts'
import { tell } from '../host-case/messages.ts'
import {
  askGate,
  type GateActivities,
  type GateAnswer,
  type GateInput,
  type GateView,
  gateNow,
  type QueuedAsk,
  returnGrant,
} from './contract.ts'

/** Signals to cases that are under way at once; a workflow may have 2,000. */
const answersAtOnce = 100
/** What one run hands to the next stays below 2 MB. An ask that is left out is made again by its case. */
const asksHandedOver = 5000

const { decideAsks, returnGrants } = proxyLocalActivities<GateActivities>({
  startToCloseTimeout: '60 s',
  retry: { initialInterval: '500 ms', maximumInterval: '30 s' },
})

/** The only place that grants penalties: one writer, so that held targets never exceed the limits (I6). */
export async function gate(input: GateInput = {}): Promise<void> {
  const { lookEvery = 20_000, eventsPerRun = 2000 } = input
  const queue = new Map<string, QueuedAsk>(input.queue?.map((ask) => [ask.key, ask]))
  const returned = input.returned ?? []
  let news = queue.size > 0 || returned.length > 0
  let view: GateView = { asks: queue.size, waiting: [], lookedAt: null }

  setHandler(askGate, (ask) => {
    queue.set(ask.key, { ...ask, since: queue.get(ask.key)?.since ?? Date.now() })
    news = true
  })
  setHandler(returnGrant, giveBack)
  setHandler(gateNow, () => ({ ...view, asks: queue.size }))

  for (;;) {
    if (queue.size > 0) await condition(() => news, lookEvery)
    else await condition(() => news)
    news = false
    if (returned.length > 0) await returnGrants(returned.splice(0))
    if (queue.size > 0) await look()
    if (workflowInfo().continueAsNewSuggested || workflowInfo().historyLength > eventsPerRun) {
      const first = inOrder(queue.values()).slice(0, asksHandedOver)
      await continueAsNew<typeof gate>({ ...input, queue: first, returned })
    }
  }

  async function look(): Promise<void> {
    const { answers, more, waiting } = await decideAsks([...queue.values()])
    for (let from = 0; from < answers.length; from += answersAtOnce) {
      await Promise.all(answers.slice(from, from + answersAtOnce).map(answerCase))
    }
    if (more) news = true
    view = { asks: queue.size, waiting, lookedAt: Date.now() }
  }

  async function answerCase(answer: GateAnswer): Promise<void> {
    const ask = queue.get(answer.key)
    // Given back while it was decided on: nobody waits for the answer.
    if (!ask) return
    queue.delete(answer.key)
    try {
      await getExternalWorkflowHandle(caseWorkflowId(ask.hostRef)).signal(tell, factOf(answer))
    } catch {
      // A case that has ended takes no answer, and its grant must not keep a place from others.
      if (answer.verdict === 'granted') giveBack(answer.key)
    }
  }

  function giveBack(key: string): void {
    queue.delete(key)
    returned.push(key)
    news = true
  }
}

const factOf = (answer: GateAnswer): CaseMessage =>
  answer.verdict === 'granted'
    ? { type: 'granted', key: answer.key }
    : { type: 'refused', key: answer.key, rule: answer.rule, why: answer.why }
