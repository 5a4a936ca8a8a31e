import { typeAggregate } from './aggregates.ts'
import { adminUp } from './interfaces.ts'
import type { PortFacts, PortRuleContext } from './port-facts.ts'

/** A rule of R8: why the port must not be written, or null. Closes over nothing but what was read live. */
export type PortRule = (facts: PortFacts, context: PortRuleContext) => string | null

/**
 * ethernetCsmacd and the older Ethernet types (IANAifType-MIB); everything else is virtual, an aggregate or
 * no edge.
 */
const ethernetTypes = [6, 7, 26, 62, 69, 117]

const isProtected: PortRule = ({ port }, { config }) =>
  config.protectedPorts.includes(port.ifName) ? 'it is in protectedPorts' : null

const isNoEthernetPort: PortRule = ({ port }) =>
  ethernetTypes.includes(port.type) || port.type === typeAggregate
    ? null
    : `its ifType is ${port.type}: no Ethernet port but a virtual or other interface`

const isShutAlready: PortRule = ({ port }) =>
  port.adminStatus === adminUp ? null : 'it is shut already, and not by us'

const isPathToOurselves: PortRule = ({ macs }, { ourMacs, config }) => {
  const kept = [...ourMacs, ...config.protectedMacs.map((mac) => mac.toLowerCase())]
  const found = macs.find((mac) => kept.includes(mac))
  return found ? `it is the path to ourselves or to a protected machine (${found})` : null
}

const hasPhone: PortRule = ({ neighbours }) => {
  const phone = neighbours?.find(({ kind }) => kind === 'phone')
  return phone ? `a phone (${phone.name}) is on it: only with a person's approval` : null
}

const hasNeighbour: PortRule = ({ neighbours }, { config }) => {
  if (!neighbours) {
    return config.assumes.includes('noNeighbours')
      ? null
      : 'the switch says neither by LLDP nor by CDP who is on it, so it may be an uplink'
  }
  const found = neighbours.find(({ kind }) => kind === 'infrastructure' || kind === 'unknown')
  if (!found) return null
  const what =
    found.kind === 'unknown' ? 'a device that does not say what it is' : 'a switch, router or access point'
  return `${what} (${found.name}) is on it, by ${found.protocol.toUpperCase()}`
}

const isRootPort: PortRule = (facts) =>
  facts.isRootPort ? 'it is the root port of the spanning tree, hence an uplink' : null

const isTrunk: PortRule = ({ vlans, isTrunking }, { config }) => {
  if (isTrunking) return 'it is a trunk, says the switch'
  if (vlans && vlans.egress.length > 1) return `it is a trunk of VLANs ${vlans.egress.join(', ')}`
  const isKnown = vlans !== null || isTrunking !== null || config.assumes.includes('noTrunks')
  return isKnown ? null : 'the switch does not say whether it is a trunk'
}

const isAggregated: PortRule = ({ port, isAggregated }, { config }) => {
  if (port.type === typeAggregate || isAggregated) return 'it is a link aggregate or a member of one'
  const isKnown = isAggregated !== null || config.assumes.includes('noAggregates')
  return isKnown ? null : 'the switch does not say whether it is a member of a link aggregate'
}

const hasOthers: PortRule = ({ macs }, { targetMacs }) => {
  const others = macs.filter((mac) => !targetMacs.includes(mac))
  return others.length > 0
    ? `other machines are behind it: ${others.slice(0, 3).join(', ')} (${others.length})`
    : null
}

const lacksTarget: PortRule = ({ macs }, { targetMacs }) =>
  macs.some((mac) => targetMacs.includes(mac)) ? null : "none of the host's MACs is behind it now"

/** Every rule, the ones that say most first. */
export const portRules: PortRule[] = [
  isProtected,
  isNoEthernetPort,
  isShutAlready,
  isPathToOurselves,
  hasPhone,
  hasNeighbour,
  isRootPort,
  isAggregated,
  isTrunk,
  hasOthers,
  lacksTarget,
]
