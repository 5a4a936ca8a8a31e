import { z } from 'zod'
import { type AskDocument, asks } from '../../store/asks.ts'
import { decidersOf } from '../access.ts'
import { askAnswer, decisions, toAskAnswer } from '../ask-answer.ts'
import type { Principal } from '../auth.ts'
import { commandCase } from '../command-case.ts'
import { openedBy } from '../open-case.ts'
import { after, pageOf, pageQuery, toPage } from '../page.ts'
import { Problem } from '../problem.ts'
import { route } from '../route.ts'
import type { Services } from '../services.ts'

export const listApprovals = route({
  method: 'get',
  path: '/approvals',
  says: 'Questions to people, the oldest first; by default the open ones.',
  query: z.object({ ...pageQuery, open: z.stringbool().default(true) }),
  answer: pageOf(askAnswer),
  async handle({ query: { limit, cursor, open } }, { db }) {
    const found = await asks(db)
      .find({ ...(open && { answer: null }), ...after('askedAt', cursor) })
      .sort({ askedAt: 1, _id: 1 })
      .limit(limit + 1)
      .toArray()
    return toPage(found, limit, (doc) => [doc.askedAt, doc._id], toAskAnswer)
  },
})

const askParams = z.object({ ask: z.string() })

async function findAsk({ db }: Services, id: string): Promise<AskDocument> {
  const ask = await asks(db).findOne({ _id: id })
  if (ask) return ask
  throw new Problem('not-found', `there is no request ${id}; open ones: straggler approve --list`)
}

export const getApproval = route({
  method: 'get',
  path: '/approvals/:ask',
  says: 'One question to a person.',
  params: askParams,
  answer: askAnswer,
  handle: async ({ params }, services) => toAskAnswer(await findAsk(services, params.ask)),
})

/** Proposer and approver are two people (R10); whoever opened a case by hand proposed what follows from it. */
async function mayDecide(services: Services, who: Principal, { caseId, ask }: AskDocument): Promise<void> {
  const deciders = decidersOf[ask]
  if (!deciders.includes(who.role))
    throw new Problem('forbidden', `this needs a token of role ${deciders.join(' or ')}, not ${who.role}`)
  if (ask !== 'approval' && ask !== 'unreachable') return
  if ((await openedBy(services, caseId)) === who.name)
    throw new Problem('refused', `${who.name} opened this case; somebody else has to decide`, { rule: 'R10' })
}

export const postDecision = route({
  method: 'post',
  path: '/approvals/:ask',
  says: 'Decides a question; one of its choices.',
  params: askParams,
  body: z.strictObject({
    decision: z.enum(decisions),
    reason: z.string().trim().min(1, 'expected a reason; it goes into the trail').max(2000),
  }),
  answer: z.object({ accepted: z.literal(true), hostname: z.string(), decision: z.enum(decisions) }),
  async handle({ params, body: { decision, reason }, who, key }, services) {
    const ask = await findAsk(services, params.ask)
    await mayDecide(services, who, ask)
    if (ask.answer)
      throw new Problem('conflict', `${ask.answer.by} decided this already: ${ask.answer.decision}`)
    if (!ask.choices.includes(decision))
      throw new Problem('bad-request', `${decision} is no choice here; choose ${ask.choices.join(', ')}`)
    const command = { type: 'decide', ask: ask.seq, decision, reason, key, by: who.name } as const
    await commandCase(services.engine, ask, command)
    return { accepted: true as const, hostname: ask.hostname, decision }
  },
})
