import type { Row, Table } from './table.ts'

export interface SwitchPort {
  ifIndex: number
  ifName: string
  adminStatus: number
  ifAlias: string
}

const ethernet = 6
/** ifAdminStatus and ifOperStatus. */
export const up = 1
export const down = 2

/** The way out of the switch: never an edge port. */
export const uplink: SwitchPort = { ifIndex: 201, ifName: 'Te1/1/1', adminStatus: up, ifAlias: '' }

/** RFC 2863, RFC 4188, RFC 4363, IEEE 802.3ad and LLDP-MIB, as far as Straggler reads them. */
export function portTables(ports: SwitchPort[]): { table: Table; rows: Row[] }[] {
  return [
    {
      table: ifEntry,
      rows: ports.map((port) => [
        port.ifIndex,
        port.ifName,
        ethernet,
        '',
        port.adminStatus,
        port.adminStatus,
      ]),
    },
    { table: ifXEntry, rows: ports.map(({ ifIndex, ifName, ifAlias }) => [ifIndex, ifName, ifAlias]) },
    { table: basePortEntry, rows: ports.map(({ ifIndex }) => [ifIndex, ifIndex]) },
    { table: portVlanEntry, rows: ports.map(({ ifIndex }) => [ifIndex, 1]) },
    { table: aggregatePortEntry, rows: ports.map(({ ifIndex }) => [ifIndex, 0, 0]) },
    { table: lldpLocPortEntry, rows: ports.map(({ ifIndex, ifName }) => [ifIndex, 5, ifName, ifName]) },
    { table: lldpRemEntry, rows: [[0, uplink.ifIndex, 1, 4, coreMac, 'core-1', bridge]] },
  ]
}

const coreMac = Buffer.from('52540000ffff', 'hex')
/** LldpSystemCapabilitiesMap: bridge(2). */
const bridge = Buffer.from([0b0010_0000, 0])

const ifEntry: Table = {
  name: 'ifEntry',
  oid: '1.3.6.1.2.1.2.2.1',
  index: ['ifIndex'],
  columns: [
    { number: 1, name: 'ifIndex', type: 'Integer' },
    { number: 2, name: 'ifDescr', type: 'OctetString' },
    { number: 3, name: 'ifType', type: 'Integer' },
    { number: 6, name: 'ifPhysAddress', type: 'OctetString' },
    { number: 7, name: 'ifAdminStatus', type: 'Integer', access: 'read-write' },
    { number: 8, name: 'ifOperStatus', type: 'Integer' },
  ],
}

const ifXEntry: Table = {
  name: 'ifXEntry',
  oid: '1.3.6.1.2.1.31.1.1.1',
  index: ['ifXIndex'],
  columns: [
    { number: 99, name: 'ifXIndex', type: 'Integer', access: 'not-accessible' },
    { number: 1, name: 'ifName', type: 'OctetString' },
    { number: 18, name: 'ifAlias', type: 'OctetString', access: 'read-write' },
  ],
}

const basePortEntry: Table = {
  name: 'dot1dBasePortEntry',
  oid: '1.3.6.1.2.1.17.1.4.1',
  index: ['dot1dBasePort'],
  columns: [
    { number: 1, name: 'dot1dBasePort', type: 'Integer' },
    { number: 2, name: 'dot1dBasePortIfIndex', type: 'Integer' },
  ],
}

const portVlanEntry: Table = {
  name: 'dot1qPortVlanEntry',
  oid: '1.3.6.1.2.1.17.7.1.4.5.1',
  index: ['dot1qBasePort'],
  columns: [
    { number: 99, name: 'dot1qBasePort', type: 'Integer', access: 'not-accessible' },
    { number: 1, name: 'dot1qPvid', type: 'Gauge' },
  ],
}

const aggregatePortEntry: Table = {
  name: 'dot3adAggPortEntry',
  oid: '1.2.840.10006.300.43.1.2.1.1',
  index: ['dot3adAggPortIndex'],
  columns: [
    { number: 1, name: 'dot3adAggPortIndex', type: 'Integer', access: 'not-accessible' },
    { number: 12, name: 'dot3adAggPortSelectedAggID', type: 'Integer' },
    { number: 13, name: 'dot3adAggPortAttachedAggID', type: 'Integer' },
  ],
}

const lldpLocPortEntry: Table = {
  name: 'lldpLocPortEntry',
  oid: '1.0.8802.1.1.2.1.3.7.1',
  index: ['lldpLocPortNum'],
  columns: [
    { number: 1, name: 'lldpLocPortNum', type: 'Integer', access: 'not-accessible' },
    { number: 2, name: 'lldpLocPortIdSubtype', type: 'Integer' },
    { number: 3, name: 'lldpLocPortId', type: 'OctetString' },
    { number: 4, name: 'lldpLocPortDesc', type: 'OctetString' },
  ],
}

const lldpRemEntry: Table = {
  name: 'lldpRemEntry',
  oid: '1.0.8802.1.1.2.1.4.1.1',
  index: ['lldpRemTimeMark', 'lldpRemLocalPortNum', 'lldpRemIndex'],
  columns: [
    { number: 1, name: 'lldpRemTimeMark', type: 'Integer', access: 'not-accessible' },
    { number: 2, name: 'lldpRemLocalPortNum', type: 'Integer', access: 'not-accessible' },
    { number: 3, name: 'lldpRemIndex', type: 'Integer', access: 'not-accessible' },
    { number: 4, name: 'lldpRemChassisIdSubtype', type: 'Integer' },
    { number: 5, name: 'lldpRemChassisId', type: 'OctetString' },
    { number: 9, name: 'lldpRemSysName', type: 'OctetString' },
    { number: 12, name: 'lldpRemSysCapEnabled', type: 'OctetString' },
  ],
}
