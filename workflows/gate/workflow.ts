import {
  condition,
  continueAsNew,
  getExternalWorkflowHandle,
  proxyLocalActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow'
import type { CaseMessage } from '../host-case/contract.ts'
import { tell } from '../host-case/messages.ts'
import { askGate, type GateAnswer, type GateAsk, returnGrant } from './contract.ts'

export interface GateActivities {
  /** Decides on asks in the order given and stores each grant; a key that has a grant keeps it. */
  decideAsks(asks: GateAsk[]): Promise<GateAnswer[]>
  returnGrants(keys: string[]): Promise<void>
}

/** What the next run of the gate starts with. Grants themselves are documents, they outlive any run. */
export interface GateInput {
  queue: GateAsk[]
  returned: string[]
}

const batchSize = 100
const eventsPerRun = 2000
/** Asks that have to wait are looked at again this often, or when a grant comes back. */
const lookAgainAfter = '20 s'

const { decideAsks, returnGrants } = proxyLocalActivities<GateActivities>({
  startToCloseTimeout: '30 s',
  retry: { initialInterval: '500 ms', maximumInterval: '30 s' },
})

/** The only place that grants penalties: one writer, so that held targets never exceed the limits (I6). */
export async function gate(input: GateInput = { queue: [], returned: [] }): Promise<void> {
  let queue = input.queue
  const returned = input.returned
  let news = queue.length > 0 || returned.length > 0

  setHandler(askGate, (ask) => {
    queue = [...queue.filter(({ key }) => key !== ask.key), ask]
    news = true
  })
  setHandler(returnGrant, (key) => {
    queue = queue.filter((ask) => ask.key !== key)
    returned.push(key)
    news = true
  })

  for (;;) {
    if (queue.length > 0) await condition(() => news, lookAgainAfter)
    else await condition(() => news)
    news = false
    if (returned.length > 0) await returnGrants(returned.splice(0))
    await answerInOrder()
    if (!news && workflowInfo().historyLength > eventsPerRun) {
      await continueAsNew<typeof gate>({ queue, returned })
    }
  }

  async function answerInOrder(): Promise<void> {
    const waiting = [...queue].sort(byBandAndDeadline)
    for (let from = 0; from < waiting.length; from += batchSize) {
      const answers = await decideAsks(waiting.slice(from, from + batchSize))
      await Promise.all(answers.map((answer) => answerCase(waiting, answer)))
    }
  }

  async function answerCase(asks: GateAsk[], answer: GateAnswer): Promise<void> {
    const ask = asks.find(({ key }) => key === answer.key)
    if (!ask || answer.verdict === 'wait') return
    queue = queue.filter(({ key }) => key !== answer.key)
    const { key } = answer
    const fact: CaseMessage =
      answer.verdict === 'granted'
        ? { type: 'granted', key }
        : { type: 'refused', key, rule: answer.rule, why: answer.why }
    // A case that has ended takes no answer; its grant then expires unused.
    await getExternalWorkflowHandle(`case/${ask.hostRef}`)
      .signal(tell, fact)
      .catch(() => {})
  }
}

const byBandAndDeadline = (a: GateAsk, b: GateAsk): number =>
  a.band.localeCompare(b.band) || a.deadline - b.deadline || a.key.localeCompare(b.key)
