import { openStore } from '../../store/database.ts'
import { grants } from '../../store/grants.ts'
import { mongoTargets } from '../../store/targets.ts'

/** Targets that are not free, and the keys of grants that were used, as the store has them. */
export async function whatIsHeld(mongoUri: string): Promise<{ held: string[]; used: string[] }> {
  const { db, close } = await openStore(mongoUri, 'straggler')
  try {
    const held: string[] = []
    for await (const { name, phase } of mongoTargets(db).held()) held.push(`${name} ${phase}`)
    const used = await grants(db)
      .find({ usedAt: { $ne: null } })
      .toArray()
    return { held, used: used.map(({ _id }) => _id) }
  } finally {
    await close()
  }
}
