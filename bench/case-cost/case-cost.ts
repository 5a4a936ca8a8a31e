import { fileURLToPath } from 'node:url'
import { bundleWorkflows } from '../../worker/bundle.ts'
import type { Bench, Measured, Place } from '../measured.ts'
import { median } from '../median.ts'
import { repeat } from '../repeat.ts'
import { type Contender, openContender, type Round } from './contender.ts'
import { type EventCounts, total } from './history.ts'

/** Cases of one round, all at once. */
const crowd = 10
/** Rounds of each contender, in turn, and seconds after which no other is begun. */
const rounds = 9
const enough = 110

type Rounds = Record<'ours' | 'theirs', Round[]>

/**
 * What the full ladder of one case costs: wake, two failed attempts, two notices, ticket, account, port, repair
 * and release, as a machine that is interpreted and as a workflow written by hand.
 */
export const caseCost: Bench = {
  names: ['caseWallTime', 'caseCpuTime', 'caseEvents', 'caseEventCount'],
  async run(place) {
    await using running = new AsyncDisposableStack()
    const [ours, theirs] = await openBoth(place, running)
    place.say('the full ladder, one case at a time')
    const alone = await inTurn(ours, theirs, 1, 3)
    place.say(`the full ladder, ${crowd} cases at once`)
    const together = await inTurn(ours, theirs, crowd, rounds)
    return [wallTime(together), cpuTime(together), events(alone), eventCount(alone, together)]
  },
}

async function openBoth(place: Place, running: AsyncDisposableStack): Promise<[Contender, Contender]> {
  const workflowsPath = fileURLToPath(new URL('../hand-written/workflows.ts', import.meta.url))
  const bundles = {
    hostCase: await bundleWorkflows(),
    handWrittenCase: await bundleWorkflows({ workflowsPath, preloadModules: [] }),
  }
  const opened: Contender[] = []
  for (const [type, bundle] of Object.entries(bundles)) {
    const contender = await openContender(place, type, bundle)
    running.defer(() => contender.close())
    await contender.run(2) // Not measured: code is compiled, indexes are made.
    opened.push(contender)
  }
  return opened as [Contender, Contender]
}

/** In turn, and each first as often as the other, so that a disturbance meets both. */
async function inTurn(ours: Contender, theirs: Contender, cases: number, times: number): Promise<Rounds> {
  const all: Rounds = { ours: [], theirs: [] }
  await repeat(times, enough, async (round) => {
    const pair = [['ours', ours] as const, ['theirs', theirs] as const]
    for (const [name, one] of round % 2 === 0 ? pair : pair.reverse()) all[name].push(await one.run(cases))
  })
  return all
}

const middle = (all: Round[], of: (round: Round) => number) => median(all.map(of))

const ratio = ({ ours, theirs }: Rounds, of: (round: Round) => number) =>
  middle(ours, of) / middle(theirs, of)

const against = ({ ours, theirs }: Rounds, of: (round: Round) => number, unit: string) =>
  `${Math.round(middle(ours, of))} ${unit} against ${Math.round(middle(theirs, of))}`

function wallTime(together: Rounds): Measured {
  const wall = ({ wall }: Round) => wall
  const details = [`${crowd} cases at once: ${against(together, wall, 'ms')} by hand`]
  return { name: 'caseWallTime', value: ratio(together, wall), unit: 'x by hand', goal: 1.15, details }
}

function cpuTime(together: Rounds): Measured {
  const cpu = ({ cpu }: Round) => cpu / crowd
  const details = [`one case, servers included: ${against(together, cpu, 'ms')} by hand`]
  return { name: 'caseCpuTime', value: ratio(together, cpu), unit: 'x by hand', goal: 1.15, details }
}

function events(alone: Rounds): Measured {
  const count = ({ events }: Round) => total(events)
  const details = [`one case alone: ${against(alone, count, 'events')} by hand`]
  return { name: 'caseEvents', value: ratio(alone, count), unit: 'x by hand', goal: 1.15, details }
}

function eventCount(alone: Rounds, together: Rounds): Measured {
  const count = ({ events }: Round) => total(events)
  const gate = middle(alone.ours, (round) => total(round.gate))
  const details = [
    `of these the gate's share: ${gate}; with ${crowd} cases at once: ${against(together, count, 'events')} by hand`,
    `ours: ${list(typical(alone.ours))}`,
    `by hand: ${list(typical(alone.theirs))}`,
  ]
  return { name: 'caseEventCount', value: middle(alone.ours, count), unit: 'events', goal: 90, details }
}

/** The events of the round in the middle. */
function typical(all: Round[]): EventCounts {
  const sorted = all.toSorted((a, b) => total(a.events) - total(b.events))
  return sorted[Math.ceil(sorted.length / 2) - 1]?.events ?? {}
}

const list = (counts: EventCounts): string =>
  Object.entries(counts)
    .toSorted(([, a], [, b]) => b - a)
    .map(([type, count]) => `${count} ${type}`)
    .join(', ')
