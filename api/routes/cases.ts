import { z } from 'zod'
import { ladderStates } from '../../domain/case.ts'
import { asks } from '../../store/asks.ts'
import { cases } from '../../store/cases.ts'
import { hostTrail } from '../../trail/read.ts'
import { askAnswer, toAskAnswer } from '../ask-answer.ts'
import { caseAnswer, toCaseAnswer } from '../case-answer.ts'
import { commandBody, mayCommand, toCaseCommand } from '../case-command.ts'
import { commandCase } from '../command-case.ts'
import { findCase } from '../find-case.ts'
import { findHost } from '../find-host.ts'
import { instant, iso } from '../instant.ts'
import { openCase } from '../open-case.ts'
import { after, pageOf, pageQuery, toPage } from '../page.ts'
import { route } from '../route.ts'
import { toTrailAnswer, trailAnswer } from '../trail-answer.ts'

const states = z
  .union([z.enum(ladderStates), z.array(z.enum(ladderStates))])
  .transform((given) => [given].flat())

const caseParams = z.object({ case: z.string() })

export const listCases = route({
  method: 'get',
  path: '/cases',
  says: 'Cases, those unpatched longest first.',
  query: z.object({
    ...pageQuery,
    /** May be repeated; none means every state. */
    state: states.optional(),
    open: z.stringbool().optional(),
  }),
  answer: pageOf(caseAnswer),
  async handle({ query: { limit, cursor, state, open } }, { db }) {
    const wanted = { ...(state && { state: { $in: state } }), ...(open && { closedAt: null }) }
    const found = await cases(db)
      .find({ ...wanted, ...after('unpatchedSince', cursor) })
      .sort({ unpatchedSince: 1, _id: 1 })
      .limit(limit + 1)
      .toArray()
    return toPage(found, limit, (doc) => [doc.unpatchedSince, doc._id], toCaseAnswer)
  },
})

export const getCase = route({
  method: 'get',
  path: '/cases/:case',
  says: 'One case with its open question and what happened so far, by its id or by any name of its host.',
  params: caseParams,
  answer: caseAnswer.extend({ question: askAnswer.nullable(), timeline: z.array(trailAnswer) }),
  async handle({ params }, { db }) {
    const doc = await findCase(db, params.case)
    const [question, timeline] = await Promise.all([
      doc.person && asks(db).findOne({ _id: `${doc._id}:${doc.person.seq}` }),
      hostTrail(db, doc.hostRef),
    ])
    return {
      ...toCaseAnswer(doc),
      question: question && toAskAnswer(question),
      timeline: timeline.filter((entry) => entry.scope === doc._id).map(toTrailAnswer),
    }
  },
})

export const getCaseTrail = route({
  method: 'get',
  path: '/cases/:case/trail',
  says: "What happened to the case's host after the entry with this number; poll it to follow.",
  params: caseParams,
  query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
  answer: z.object({ items: z.array(trailAnswer), next: z.string().nullable() }),
  async handle({ params, query }, { db }) {
    const { hostRef } = await findCase(db, params.case)
    const found = await hostTrail(db, hostRef, query.after)
    return { items: found.map(toTrailAnswer), next: found.length > 0 ? String(found.at(-1)?.hostSeq) : null }
  },
})

export const postCase = route({
  method: 'post',
  path: '/cases',
  says: 'Opens a case by hand.',
  body: z.strictObject({ host: z.string().min(1), reason: z.string().trim().min(1, 'expected a reason') }),
  status: 201,
  answer: z.object({ caseId: z.string(), hostRef: z.string(), hostname: z.string() }),
  async handle({ body, who }, services) {
    const host = await findHost(services.db, body.host)
    const caseId = await openCase(services, host, who, body.reason)
    return { caseId, hostRef: host.hostRef, hostname: host.hostname }
  },
})

export const postCommand = route({
  method: 'post',
  path: '/cases/:case/commands',
  says: "Gives a person's command to a case; a refusal names the rule.",
  params: caseParams,
  body: commandBody,
  answer: z.object({ accepted: z.literal(true), caseId: z.string(), hostname: z.string(), at: instant }),
  async handle({ params, body, who, key }, services) {
    mayCommand(who, body)
    const { _id, hostRef, hostname } = await findCase(services.db, params.case)
    await commandCase(services.engine, { hostRef, hostname }, toCaseCommand(body, who, key))
    return { accepted: true as const, caseId: _id, hostname, at: iso(Date.now()) }
  },
})
