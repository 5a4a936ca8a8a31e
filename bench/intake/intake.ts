import { Client, Connection } from '@temporalio/client'
import { type CaseClient, createCaseClient } from '../../activities/case-client.ts'
import { newNamespace } from '../../setup/servers/new-namespace.ts'
import { openStore } from '../../store/database.ts'
import { prepareLists } from '../../store/prepare-lists.ts'
import type { Bench, Measured, Place } from '../measured.ts'
import { median } from '../median.ts'
import { repeat } from '../repeat.ts'
import * as bare from './bare.ts'
import { inventoryFile, reportFile, rowCount, stragglerCount } from './files.ts'
import * as ours from './ours.ts'

/** Rounds of each contender, in turn, and seconds after which no other is begun. */
const rounds = 3
const enough = 45

/** Milliseconds of one round. */
interface Round {
  inventory: number
  report: number
}

/** 10,000 rows come in and 500 cases start: against parser, bulkWrite and signalWithStart and nothing else. */
export const intake: Bench = {
  names: ['reportIntake', 'inventoryImport'],
  async run(place) {
    await using running = new AsyncDisposableStack()
    const { address } = place.temporal
    const connection = await Connection.connect({ address })
    running.defer(() => connection.close())
    const namespace = await newNamespace(address, 'intake')
    const client = createCaseClient(new Client({ connection, namespace }))
    const all = { ours: [] as Round[], bare: [] as Round[] }
    await repeat(rounds, enough, async (round) => {
      place.say(`${rowCount} rows come in, round ${round}`)
      all.ours.push(await once(place, client, ours))
      all.bare.push(await once(place, client, bare))
    })
    const report = ratio('reportIntake', all, (one) => one.report)
    report.details.push(`${rowCount} rows of a report, ${stragglerCount} cases started`)
    const inventory = ratio('inventoryImport', all, (one) => one.inventory)
    inventory.details.push(`${rowCount} hosts, each with its keys claimed`)
    return [report, inventory]
  },
}

type Contender = typeof ours | typeof bare

async function once(place: Place, client: CaseClient, contender: Contender): Promise<Round> {
  const store = await openStore(place.mongo.uri, `bench-intake-${crypto.randomUUID()}`)
  const { db } = store
  try {
    await prepareLists(db)
    const began = performance.now()
    await contender.importInventory(db, inventoryFile())
    const between = performance.now()
    const opened = await contender.takeReport(db, client, reportFile())
    if (opened !== stragglerCount) throw new Error(`${opened} cases were opened, not ${stragglerCount}`)
    return { inventory: between - began, report: performance.now() - between }
  } finally {
    await db.dropDatabase()
    await store.close()
  }
}

function ratio(name: string, all: Record<'ours' | 'bare', Round[]>, of: (round: Round) => number): Measured {
  const [own, other] = [median(all.ours.map(of)), median(all.bare.map(of))]
  const details = [`${Math.round(own)} ms against ${Math.round(other)} bare`]
  return { name, value: own / other, unit: 'x bare', goal: 1.5, details }
}
