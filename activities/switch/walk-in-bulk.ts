import { permanent } from '../failure.ts'
import type { SnmpAgent, Varbind } from './snmp.ts'
import { isSilence, isTooBig, snmpFailure } from './snmp-failure.ts'

/**
 * Asks for up to `rows` rows after `oid`; the answer may be shorter. Ends with a null value at endOfMibView.
 */
export type GetBulk = (oid: string, rows: number) => Promise<Varbind[]>

/** An answer above about 1,400 octets fragments; 25 rows of our tables stay below. */
const rowsToAskFor = 25

/** What each agent last coped with, so that a weak one is not overrun at every walk. */
const copedWith = new Map<string, number>()

/**
 * Reads a subtree by GETBULK (RFC 3416 section 4.2.3). Asks for half as many rows when the agent says tooBig
 * or goes silent, and stops at OIDs that do not increase, where a broken agent would keep us for ever.
 */
export async function walkInBulk(agent: SnmpAgent, root: string, getBulk: GetBulk): Promise<Varbind[]> {
  const place = `${agent.host}:${agent.port}`
  const rows: Varbind[] = []
  let last = root
  for (;;) {
    const answer = await halveUntilAnswered(agent, place, root, (count) => getBulk(last, count))
    for (const row of answer) {
      if (row.value === null || !row.oid.startsWith(`${root}.`)) return rows
      if (!isAfter(row.oid, last)) throw notIncreasing(agent, root, row.oid)
      rows.push(row)
      last = row.oid
    }
    if (answer.length === 0) return rows
  }
}

async function halveUntilAnswered(
  agent: SnmpAgent,
  place: string,
  root: string,
  ask: (rows: number) => Promise<Varbind[]>,
): Promise<Varbind[]> {
  let count = copedWith.get(place) ?? rowsToAskFor
  for (;;) {
    try {
      return await ask(count)
    } catch (error) {
      const tooMuch = isTooBig(error) || (isSilence(error) && (await answersOneRow(ask)))
      if (!tooMuch || count === 1) throw snmpFailure(agent, { verb: 'walk', oid: root }, error)
      count = Math.ceil(count / 2)
      copedWith.set(place, count)
    }
  }
}

/** Tells an agent that chokes on long answers from one that is gone, before five halvings are waited out. */
const answersOneRow = (ask: (rows: number) => Promise<Varbind[]>): Promise<boolean> =>
  ask(1).then(
    () => true,
    () => false,
  )

function notIncreasing(agent: SnmpAgent, root: string, oid: string): Error {
  return permanent(
    `SNMP walk ${root} on ${agent.name}: OIDs do not increase at ${oid}`,
    "the switch's agent is broken: report it to the vendor; its table cannot be read whole",
  )
}

function isAfter(oid: string, before: string): boolean {
  const a = oid.split('.')
  const b = before.split('.')
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] !== b[i]) return Number(a[i]) > Number(b[i])
  }
  return a.length > b.length
}
