import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { SwitchConfig } from '../../config/schema.ts'
import { needsLab } from '../../lab/bridge/lab-missing.ts'
import { type BridgeLab, startBridgeLab } from '../../lab/bridge/start-bridge-lab.ts'
import { type CaseDocument, cases } from '../../store/cases.ts'
import { openStore, type Store } from '../../store/database.ts'
import { hosts } from '../../store/hosts.ts'
import { sightings } from '../../store/sightings.ts'
import type { TrapNews } from '../switch/parse-trap.ts'
import { hostOf, switchOf } from '../switch/test-switch.ts'
import { sweepAfterTraps } from './sweep-after-traps.ts'

describe.skipIf(needsLab())(`what a trap makes of a read (${needsLab() ?? 'bridge lab'})`, () => {
  let lab: BridgeLab
  let store: Store
  let config: SwitchConfig
  let told: string[] = []

  beforeAll(async () => {
    lab = await startBridgeLab({ hosts: [{ name: 'a' }, { name: 'b' }, { name: 'unwatched' }] })
    config = switchOf(lab)
    store = await openStore(inject('mongoUri'), `traps-${crypto.randomUUID()}`)
    for (const host of lab.hosts) await host.speak()
    for (const { hostRef, ...known } of lab.hosts.map(hostOf)) {
      await hosts(store.db).insertOne({ _id: hostRef, ...known, keys: [], addedAt: 0 })
      if (known.hostname !== 'unwatched')
        await cases(store.db).insertOne({ _id: hostRef, hostRef, closedAt: null } as CaseDocument)
    }
  })
  afterAll(async () => {
    await store?.db.dropDatabase()
    await store?.close()
    await lab?.stop()
  })
  beforeEach(async () => {
    told = []
    await sightings(store.db).deleteMany({})
  })

  const sweep = (...traps: TrapNews[]) => {
    const tell = async (hostRef: string) => void told.push(hostRef)
    return sweepAfterTraps(config, traps, { db: store.db, tellEvery: 60_000, tell })
  }
  const linkUp = async (name: string): Promise<TrapNews> => {
    const { ifName } = lab.hosts.find((host) => host.name === name) ?? { ifName: '' }
    const index = (await lab.netns.exec('cat', `/sys/class/net/${ifName}/ifindex`)).trim()
    return { kind: 'linkUp', ifIndex: Number(index) }
  }

  it('tells the case of the host on the port that came up, and no other', async () => {
    expect(await sweep(await linkUp('a'))).toEqual([])
    expect(told).toEqual(['ref-a'])
    const place = { switch: 'lab', ifName: lab.hosts[0]?.ifName }
    expect(await sightings(store.db).findOne({ _id: 'ref-a' })).toMatchObject(place)
  })

  it('tells nobody of a host that no case watches', async () => {
    expect(await sweep(await linkUp('unwatched'))).toEqual([])
    expect(told).toEqual([])
  })

  it('goes by the address where the switch names one', async () => {
    expect(await sweep({ kind: 'macLearned', macs: [lab.hosts[1]?.hostMac ?? ''] })).toEqual([])
    expect(told).toEqual(['ref-b'])
  })

  it('takes every port for news after a restart', async () => {
    expect(await sweep({ kind: 'restarted' })).toEqual([])
    expect(told.sort()).toEqual(['ref-a', 'ref-b'])
  })

  it('gives back the trap of a port on which nobody has spoken', async () => {
    const silent: TrapNews = { kind: 'linkUp', ifIndex: 9999 }
    expect(await sweep(silent, await linkUp('a'))).toEqual([silent])
    expect(told).toEqual(['ref-a'])
  })
})
