import { readBridgePorts } from './bridge-ports.ts'
import { readAccessVlansInUse } from './cisco-vlans.ts'
import { isGroup, macOfIndex } from './mac.ts'
import type { Snmp } from './snmp.ts'
import { type Cell, readByIndex, walkColumn } from './walk-column.ts'

/** dot1dTpFdbTable (RFC 4188), index MAC; dot1qTpFdbTable (RFC 4363), index dot1qFdbId and MAC. */
const dot1dTpFdbPort = '1.3.6.1.2.1.17.4.3.1.2'
const dot1dTpFdbStatus = '1.3.6.1.2.1.17.4.3.1.3'
const dot1qTpFdbPort = '1.3.6.1.2.1.17.7.1.2.2.1.2'
const dot1qTpFdbStatus = '1.3.6.1.2.1.17.7.1.2.2.1.3'
/** dot1qVlanFdbId, index TimeMark and VLAN: which filtering database a VLAN learns into. */
const dot1qVlanFdbId = '1.3.6.1.2.1.17.7.1.4.2.1.3'

/** Status learned(3); the others are the switch's own and configured addresses. */
const learned = 3

/** A host address and the interface behind which it was learned. */
export interface Learned {
  mac: string
  ifIndex: number
  /** Null where the switch keeps one table for all VLANs. */
  vlan: number | null
}

/** Reads who is where: by VLAN where the switch can say it, else without. */
export async function readForwardingTable(snmp: Snmp): Promise<Learned[]> {
  const byVlan = await walkColumn(snmp, dot1qTpFdbPort)
  if (byVlan.length > 0) {
    const vlans = await readVlansOfDatabases(snmp)
    return learnedIn(snmp, byVlan, dot1qTpFdbStatus, (cell) => vlans.get(databaseOf(cell)) ?? null)
  }
  const { ofVlan } = snmp
  const ciscoVlans = ofVlan ? await readAccessVlansInUse(snmp) : []
  if (!ofVlan || ciscoVlans.length === 0) return readWithoutVlans(snmp, null)
  const tables: Learned[][] = []
  for (const vlan of ciscoVlans) tables.push(await readWithoutVlans(ofVlan(vlan), vlan))
  return tables.flat()
}

const readWithoutVlans = async (snmp: Snmp, vlan: number | null): Promise<Learned[]> =>
  learnedIn(snmp, await walkColumn(snmp, dot1dTpFdbPort), dot1dTpFdbStatus, () => vlan)

async function learnedIn(
  snmp: Snmp,
  ports: Cell[],
  statusColumn: string,
  vlanOf: (cell: Cell) => number | null,
): Promise<Learned[]> {
  const ifIndexes = await readBridgePorts(snmp)
  const statuses = await readByIndex(snmp, statusColumn)
  return ports.flatMap((cell) => {
    const ifIndex = ifIndexes.get(Number(cell.value))
    const mac = macOfIndex(cell.index)
    if (statuses.get(cell.index) !== learned || ifIndex === undefined || isGroup(mac)) return []
    return [{ mac, ifIndex, vlan: vlanOf(cell) }]
  })
}

/** dot1qFdbId is not always the VLAN's number, so it is looked up. */
async function readVlansOfDatabases(snmp: Snmp): Promise<Map<number, number>> {
  const cells = await walkColumn(snmp, dot1qVlanFdbId)
  return new Map(cells.map(({ index, value }) => [Number(value), Number(index.split('.')[1])]))
}

const databaseOf = ({ index }: Cell): number => Number(index.split('.')[0])
