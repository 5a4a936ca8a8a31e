import type { Snmp } from './snmp.ts'
import { walkColumn } from './walk-column.ts'

/** dot3adAggPortSelectedAggID and dot3adAggPortAttachedAggID (IEEE 802.3ad), index ifIndex. */
const selectedAggregate = '1.2.840.10006.300.43.1.2.1.1.12'
const attachedAggregate = '1.2.840.10006.300.43.1.2.1.1.13'
/** ifStackStatus (RFC 2863), index ifIndex of the higher and of the lower layer. */
const ifStackStatus = '1.3.6.1.2.1.31.1.2.1.3'
const ifType = '1.3.6.1.2.1.2.2.1.3'

/** IANAifType ieee8023adLag. */
export const typeAggregate = 161

/** Members of aggregates and the aggregates themselves, by ifIndex; null where the switch cannot say. */
export async function readAggregated(snmp: Snmp): Promise<Set<number> | null> {
  const attached = await walkColumn(snmp, attachedAggregate)
  const stacked = await walkColumn(snmp, ifStackStatus)
  if (attached.length === 0 && stacked.length === 0) return null
  const selected = await walkColumn(snmp, selectedAggregate)
  const links = [
    ...[...attached, ...selected].map(({ index, value }) => ({
      member: Number(index),
      above: Number(value),
    })),
    ...(await stackedOnAggregates(snmp, stacked)),
  ]
  // A port that stands alone is attached to nothing or to an aggregator of its own number.
  const real = links.filter(({ member, above }) => above !== 0 && above !== member)
  return new Set(real.flatMap(({ member, above }) => [member, above]))
}

async function stackedOnAggregates(snmp: Snmp, stacked: { index: string }[]) {
  if (stacked.length === 0) return []
  const types = await walkColumn(snmp, ifType)
  const aggregates = new Set(
    types.flatMap(({ index, value }) => (value === typeAggregate ? [Number(index)] : [])),
  )
  return stacked
    .map(({ index }) => index.split('.').map(Number))
    .map(([above = 0, member = 0]) => ({ member, above }))
    .filter(({ above }) => aggregates.has(above))
}
