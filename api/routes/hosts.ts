import { z } from 'zod'
import { attachments, exposures, roles } from '../../domain/host.ts'
import { cases } from '../../store/cases.ts'
import { hosts, hostsCalled, toHost } from '../../store/hosts.ts'
import { sightings } from '../../store/sightings.ts'
import { caseAnswer, toCaseAnswer } from '../case-answer.ts'
import { findHost } from '../find-host.ts'
import { instant, iso } from '../instant.ts'
import { after, pageOf, pageQuery, toPage } from '../page.ts'
import { route } from '../route.ts'

const hostAnswer = z.object({
  hostRef: z.string(),
  hostname: z.string(),
  fqdn: z.string().optional(),
  macs: z.array(z.string()),
  ips: z.array(z.string()),
  machineAccount: z.string().optional(),
  account: z.string().optional(),
  ownerEmail: z.string().optional(),
  managerEmail: z.string().optional(),
  department: z.string().optional(),
  site: z.string().optional(),
  role: z.enum(roles),
  attachment: z.enum(attachments),
  exposure: z.enum(exposures),
  switch: z.string().optional(),
  port: z.string().optional(),
  os: z.string().optional(),
  tags: z.array(z.string()),
})

const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
const beginsWith = (text: string): RegExp => new RegExp(`^${literal(text)}`, 'i')

export const listHosts = route({
  method: 'get',
  path: '/hosts',
  says: 'Hosts of the inventory by name; `q` is the beginning of a name, or any full name of a host.',
  query: z.object({ ...pageQuery, q: z.string().trim().min(1).optional() }),
  answer: pageOf(hostAnswer),
  async handle({ query: { limit, cursor, q } }, { db }) {
    const called = q === undefined || cursor ? [] : await hostsCalled(db, q)
    if (called.length > 0) return { items: called, next: null }
    const found = await hosts(db)
      .find({ ...(q !== undefined && { hostname: beginsWith(q) }), ...after('hostname', cursor) })
      .sort({ hostname: 1, _id: 1 })
      .limit(limit + 1)
      .toArray()
    return toPage(found, limit, (doc) => [doc.hostname, doc._id], toHost)
  },
})

export const getHost = route({
  method: 'get',
  path: '/hosts/:host',
  says: 'One host by any of its names, where it was seen last, and its cases, the latest first.',
  params: z.object({ host: z.string() }),
  answer: hostAnswer.extend({
    lastSeen: z.object({ at: instant, source: z.string() }).nullable(),
    cases: z.array(caseAnswer),
  }),
  async handle({ params }, { db }) {
    const host = await findHost(db, params.host)
    const [seen, ofHost] = await Promise.all([
      sightings(db).findOne({ _id: host.hostRef }),
      cases(db).find({ hostRef: host.hostRef }).sort({ openedAt: -1 }).limit(20).toArray(),
    ])
    const lastSeen = seen && { at: iso(seen.seenAt), source: seen.source }
    return { ...host, lastSeen, cases: ofHost.map(toCaseAnswer) }
  },
})
