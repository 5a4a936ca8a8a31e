import { Readable } from 'node:stream'
import { z } from 'zod'
import { findHosts } from '../../store/hosts.ts'
import { entries } from '../../trail/documents.ts'
import { type Entry, entryKinds, systemChain } from '../../trail/entry.ts'
import { exportTrail } from '../../trail/export.ts'
import { trailTail } from '../../trail/read.ts'
import { findHost } from '../find-host.ts'
import { pageOf } from '../page.ts'
import { route } from '../route.ts'
import type { Services } from '../services.ts'
import { type TrailAnswerOfAny, toTrailAnswer, trailAnswerOfAny } from '../trail-answer.ts'
import { writeDown } from '../write-down.ts'

/** A writer whose clock is a little behind may still get before an entry that is younger than this. */
const settlesWithin = 1000

const place = z
  .string()
  .regex(/^\d+~.+$/, 'expected the `next` of the page before')
  .transform((text) => {
    const [ts = '', key = ''] = text.split('~')
    return { ts: Number(ts), key }
  })

/** The place before the last entries, so that what follows are these. */
async function placeBefore(
  { db }: Services,
  filter: object,
  last: number,
): Promise<{ ts: number; key: string }> {
  const found = await entries(db).find(filter).sort({ ts: -1, _id: -1 }).skip(last).limit(1).toArray()
  const [before] = found
  return before ? { ts: before.ts, key: before._id } : { ts: 0, key: '' }
}

async function withHostnames({ db }: Services, items: Entry[]): Promise<TrailAnswerOfAny[]> {
  const found = await findHosts(db, [...new Set(items.map(({ hostRef }) => hostRef))])
  const names = new Map(found.map(({ hostRef, hostname }) => [hostRef, hostname]))
  return items.map((entry) => ({ ...toTrailAnswer(entry), hostname: names.get(entry.hostRef) ?? null }))
}

export const getTrail = route({
  method: 'get',
  path: '/trail',
  says: 'The trail by time; poll with `after` to follow it.',
  query: z.object({
    after: place.optional(),
    /** Without `after`: how many of the last entries. */
    last: z.coerce.number().int().min(0).max(1000).default(50),
    host: z.string().optional(),
    kind: z.enum(entryKinds).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(1000),
  }),
  answer: pageOf(trailAnswerOfAny),
  async handle({ query: { after, last, host, kind, limit } }, services) {
    const { db } = services
    const hostRef = host === undefined ? undefined : (await findHost(db, host)).hostRef
    const filter = { ...(hostRef !== undefined && { hostRef }), ...(kind !== undefined && { kind }) }
    const until = Date.now() - settlesWithin
    const from = after ?? (await placeBefore(services, { ...filter, ts: { $lte: until } }, last))
    const { items, next } = await trailTail(db, { after: from, limit, until, ...filter })
    return { items: await withHostnames(services, items), next: `${next.ts}~${next.key}` }
  },
})

async function* withLineEnds(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`
}

export const getTrailExport = route({
  method: 'get',
  path: '/trail/export',
  says: 'The trail as JSON lines, byte for byte as it was hashed; `straggler trail verify` checks it offline.',
  query: z.object({ host: z.string().optional() }),
  streams: true,
  answer: z.instanceof(Readable),
  async handle({ query: { host }, who, key }, services) {
    const hostRef = host === undefined ? undefined : (await findHost(services.db, host)).hostRef
    // An export is an event of its own: who took which part of the record, and when (ISO/IEC 27037).
    await writeDown(services, who, {
      hostRef: hostRef ?? systemChain,
      scope: 'export',
      step: key,
      kind: 'export',
      action: 'trail.export',
    })
    return Readable.from(withLineEnds(exportTrail(services.db, hostRef)))
  },
})
