import express, { type RequestHandler, type Response, Router } from 'express'
import { z } from 'zod'
import { isOwnerToken, ownerTokenHash } from '../../activities/notice/owner-link.ts'
import { type CaseDocument, cases } from '../../store/cases.ts'
import { claimKey, freeKey } from '../../store/idempotency.ts'
import { findOwnerLink } from '../../store/owner-links.ts'
import { type Engine, NoOpenCase } from '../engine.ts'
import type { Services } from '../services.ts'
import { closedPage, type OwnerResponse, openPage, responses, styleSource, unknownPage } from './page.ts'

const answerBody = z.strictObject({ answer: z.enum(responses) })
const saidQuery = z.object({ said: z.enum(responses).optional().catch(undefined) })

/** The same answer counts once a minute: a link that is pressed again and again starts nothing new. */
const countsOncePer = 60_000

/** Only the page's own form may post: a mail scanner that follows links never does (ux.md decision 8). */
const sameOriginOnly: RequestHandler = (request, response, next) => {
  const site = request.get('Sec-Fetch-Site')
  if (request.method !== 'POST' || site === undefined || site === 'same-origin') return next()
  response.status(403).type('text').send('open the link in your mail and press the button there')
}

const pageHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': `default-src 'none'; style-src ${styleSource}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
    'X-Robots-Tag': 'noindex',
  })
  next()
}

async function caseBehind({ db }: Services, token: string): Promise<CaseDocument | null> {
  const link = isOwnerToken(token) ? await findOwnerLink(db, ownerTokenHash(token)) : null
  return link && cases(db).findOne({ _id: link.caseId })
}

async function passOn({ db, engine }: Services, doc: CaseDocument, said: OwnerResponse): Promise<void> {
  const minute = Math.floor(Date.now() / countsOncePer)
  const key = `owner:${doc._id}:${said}:${minute}`
  const claim = await claimKey(db, key, said, Date.now())
  if (claim.kind !== 'first') return
  await tellCase(engine, doc, said, key).catch(async (error: unknown) => {
    await freeKey(db, key)
    throw error
  })
}

async function tellCase(engine: Engine, doc: CaseDocument, said: OwnerResponse, key: string): Promise<void> {
  if (said === 'help') {
    const reason = "the owner asks for help on the owner's page"
    await engine.command(doc.hostRef, { type: 'note', key, by: 'owner', reason })
  }
  const refuses = said === 'refuse'
  await engine.tell(doc.hostRef, { type: 'responded', how: 'ownerPage', refuses, by: 'owner' })
}

async function post(services: Services, token: string, body: unknown, response: Response) {
  const doc = await caseBehind(services, token)
  if (!doc) return void response.status(404).send(unknownPage())
  const said = answerBody.safeParse(body)
  if (!said.success) return void response.status(400).type('text').send('press one of the buttons')
  const { answer } = said.data
  await passOn(services, doc, answer).catch((error: unknown) => {
    // The case closed between the page and the button: the page it is sent to says so.
    if (!(error instanceof NoOpenCase)) throw error
  })
  response.redirect(303, `${token}?said=${answer}`)
}

/** `/me/:token`, the owner's own page. GET only reads; the buttons POST. */
export function ownerPage(services: Services): Router {
  const router = Router()
  router.use('/me', pageHeaders)
  router.get('/me/:token', async (request, response) => {
    const doc = await caseBehind(services, request.params.token)
    if (!doc) return void response.status(404).send(unknownPage())
    const { said } = saidQuery.parse(request.query)
    response.send(doc.closedAt === null ? openPage(doc, services.config.helpDesk?.to, said) : closedPage(doc))
  })
  const form = express.urlencoded({ extended: false, limit: '1kb' })
  router.use('/me/:token', sameOriginOnly, form)
  router.post('/me/:token', (request, response) =>
    post(services, request.params.token, request.body, response),
  )
  return router
}
