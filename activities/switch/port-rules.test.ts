import { describe, expect, it } from 'vitest'
import { switchConfig } from '../../config/schema.ts'
import type { PortFacts, PortRuleContext } from './port-facts.ts'
import { portRules } from './port-rules.ts'

const targetMac = '02:00:00:00:00:01'
const config = switchConfig.parse({ name: 'sw-1', address: '127.0.0.1' })

const plain: PortFacts = {
  port: { ifIndex: 7, ifName: 'Gi1/0/7', type: 6, adminStatus: 1, operStatus: 1, alias: '' },
  macs: [targetMac],
  neighbours: [],
  isRootPort: false,
  vlans: { pvid: 10, egress: [10], untagged: [10] },
  isTrunking: null,
  isAggregated: false,
}
const refusals = (facts: Partial<PortFacts>, context: Partial<PortRuleContext> = {}) =>
  portRules.flatMap(
    (rule) =>
      rule({ ...plain, ...facts }, { config, targetMacs: [targetMac], ourMacs: [], ...context }) ?? [],
  )
const neighbour = (kind: 'infrastructure' | 'phone' | 'station' | 'unknown') =>
  [{ protocol: 'lldp', ifIndex: 7, name: 'n1', kind }] as const

describe('R8', () => {
  it('lets an access port with the target alone be written', () => {
    expect(refusals({})).toEqual([])
    expect(refusals({ neighbours: [...neighbour('station')] })).toEqual([])
  })

  it.each<[string, Partial<PortFacts>, RegExp]>([
    ['another machine', { macs: [targetMac, '02:00:00:00:00:02'] }, /other machines/],
    ['nobody', { macs: [] }, /none of the host's MACs/],
    ['a switch', { neighbours: [...neighbour('infrastructure')] }, /switch, router or access point/],
    ['a device that hides what it is', { neighbours: [...neighbour('unknown')] }, /does not say what it is/],
    ['a phone', { neighbours: [...neighbour('phone')] }, /approval/],
    ['the root bridge', { isRootPort: true }, /root port/],
    ['several VLANs', { vlans: { pvid: 1, egress: [1, 20], untagged: [1] } }, /trunk of VLANs 1, 20/],
    ['a Cisco trunk', { isTrunking: true }, /trunk, says the switch/],
    ['an aggregate', { isAggregated: true }, /aggregate/],
    ['an aggregate interface', { port: { ...plain.port, type: 161 } }, /aggregate/],
    ['a VLAN interface', { port: { ...plain.port, type: 53 } }, /ifType is 53/],
    ['a port shut by others', { port: { ...plain.port, adminStatus: 2 } }, /shut already/],
  ])('refuses a port with %s', (_, facts, why) => {
    expect(refusals(facts).join()).toMatch(why)
  })

  it('refuses the path to ourselves and to protected machines, even when they are the target', () => {
    expect(refusals({}, { ourMacs: [targetMac] }).join()).toMatch(/path to ourselves/)
    const guarded = { ...config, protectedMacs: [targetMac.toUpperCase()], protectedPorts: ['Gi1/0/7'] }
    expect(refusals({}, { config: guarded })).toHaveLength(2)
  })

  const unsaid = [
    ['noNeighbours', { neighbours: null }, /LLDP nor by CDP/],
    ['noTrunks', { vlans: null, isTrunking: null }, /trunk/],
    ['noAggregates', { isAggregated: null }, /aggregate/],
  ] as const
  it.each(unsaid)(
    'refuses what the switch cannot say, unless somebody vouches for %s',
    (vouched, facts, why) => {
      expect(refusals(facts).join()).toMatch(why)
      expect(refusals(facts, { config: { ...config, assumes: [vouched] } })).toEqual([])
    },
  )
})
