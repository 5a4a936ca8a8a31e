import { runCase } from './case-run.ts'
import { limits, runGate } from './gate-run.ts'
import { type Model, modelOf, partOf, type Story, tellGate } from './story.ts'

/** Plays a story to its end and says what was wrong in it. */
export async function play(story: Story): Promise<string[]> {
  const model = modelOf(story)
  const { world } = model
  const cases = story.parts.map((_, number) => runCase(model, number))
  const ended = Promise.allSettled([...cases, runGate(model), runGate(model)])
  // Waiting asks are looked at again as time passes, since grants lapse.
  for (let looks = 0; looks < 20 && model.open > 0; looks++) {
    await world.drive(() => inspect(model))
    world.pass(60_000)
    tellGate(model)
  }
  if (model.open > 0) world.violations.push(`${model.open} cases were never answered`)
  else for (const end of await ended) if (end.status === 'rejected') world.violations.push(String(end.reason))
  inspect(model)
  inspectGiven(model)
  return world.violations
}

/** What must hold at every step: the truth about the devices, not what documents say (I6). */
function inspect(model: Model): void {
  const { building, world } = model
  const closed = [...building.devices].filter(([, { closedBy }]) => closedBy === 'us').map(([id]) => id)
  const most = (what: string, ids: string[], limit: number) => {
    if (ids.length > limit) world.violations.push(`${ids.length} ${what}, at most ${limit}`)
  }
  const startingWith = (start: string) => closed.filter((id) => id.startsWith(start))
  most('accounts', startingWith('account:'), limits.accounts)
  most('ports', startingWith('port:'), limits.ports)
  for (const where of ['sw-1', 'sw-2'])
    most(`ports on ${where}`, startingWith(`port:${where}/`), limits.portsPerSwitch)
  for (const department of ['sales', 'lab']) {
    const ofDepartment = closed.filter((id) =>
      building.documents
        .get(id)
        ?.holders.some(({ hostRef }) => partOf(model, hostRef).department === department),
    )
    most(`targets of ${department}`, ofDepartment, limits.perDepartment)
  }
}

/** No key is granted anew while its grant could still be used. */
function inspectGiven({ given, world }: Model): void {
  for (const [index, grant] of given.entries()) {
    const before = given.slice(0, index).findLast(({ key }) => key === grant.key)
    if (before && before.validUntil > grant.grantedAt) world.violations.push(`${grant.key} was granted twice`)
  }
}
