import { z } from 'zod'
import { findPort } from '../../activities/switch/find-port.ts'
import { normalMac } from '../../domain/intake/normal-mac.ts'
import { hostsCalled, hostsLike } from '../../store/hosts.ts'
import { sightings } from '../../store/sightings.ts'
import { instant, iso } from '../instant.ts'
import { Problem } from '../problem.ts'
import { route } from '../route.ts'
import type { Services } from '../services.ts'

const portFound = z.object({
  switch: z.string(),
  ifName: z.string(),
  vlan: z.number().nullable(),
  mac: z.string(),
  /** Other machines behind the same port. */
  others: z.array(z.string()),
  confidence: z.enum(['sure', 'likely', 'weak']),
  seenAt: instant,
})

const hostFound = z.object({
  hostRef: z.string(),
  hostname: z.string(),
  macs: z.array(z.string()),
  ips: z.array(z.string()),
  /** Where the inventory believes the host to be. */
  inventory: z.object({ switch: z.string().nullable(), port: z.string().nullable() }),
  lastSeen: z.object({ at: instant, source: z.string() }).nullable(),
})

async function hostsFound({ db }: Services, q: string): Promise<z.input<typeof hostFound>[]> {
  const called = await hostsCalled(db, q)
  const seen = await sightings(db)
    .find({ _id: { $in: called.map(({ hostRef }) => hostRef) } })
    .toArray()
  return called.map((host) => {
    const last = seen.find(({ _id }) => _id === host.hostRef)
    const inventory = { switch: host.switch ?? null, port: host.port ?? null }
    return { ...host, inventory, lastSeen: last ? { at: iso(last.seenAt), source: last.source } : null }
  })
}

export const getLocate = route({
  method: 'get',
  path: '/locate',
  says: 'Where a host is: what the inventory says, where it was seen last, and on which port it is now.',
  query: z.object({ q: z.string().trim().min(1, 'expected a host, MAC or IP') }),
  answer: z.object({
    hosts: z.array(hostFound),
    /** Read from the switches for this answer, the best first. */
    ports: z.array(portFound),
    /** Switches that could not say. */
    unread: z.array(z.object({ switch: z.string(), why: z.string() })),
  }),
  async handle({ query: { q } }, services) {
    const found = await hostsFound(services, q)
    const mac = normalMac(q)
    const macs = [...new Set([...found.flatMap((host) => host.macs), ...(mac === undefined ? [] : [mac])])]
    if (found.length === 0 && mac === undefined) {
      const near = (await hostsLike(services.db, q, 5)).map(({ hostname }) => hostname)
      throw new Problem('not-found', `no host goes by ${q}`, { near })
    }
    const { ports, unread } = await findPort(macs.length === 0 ? [] : services.config.switches, macs)
    return { hosts: found, ports: ports.map((one) => ({ ...one, seenAt: iso(one.seenAt) })), unread }
  },
})
