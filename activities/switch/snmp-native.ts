import type { EventEmitter } from 'node:events'
import native from 'snmp-native'
import type { CommunityAccess, Snmp, SnmpAgent, SnmpValue, Varbind } from './snmp.ts'
import { absentOrFailure, snmpFailure } from './snmp-failure.ts'

const dataTypes = {
  integer: native.DataTypes.Integer,
  unsigned: native.DataTypes.Gauge,
  octets: native.DataTypes.OctetString,
}

/** SNMPv1 and v2c by snmp-native: small and quick for single objects; its walks go row by row. */
export function openSnmpNative(agent: SnmpAgent & { access: CommunityAccess }): Snmp {
  const session = new native.Session({
    host: agent.host,
    port: agent.port,
    family: agent.host.includes(':') ? 'udp6' : 'udp4',
    community: agent.access.community,
    timeouts: Array<number>(agent.retries + 1).fill(agent.timeout),
    ...{ version: agent.access.version === '1' ? native.Versions.SNMPv1 : native.Versions.SNMPv2c },
  })
  // Without a listener a malformed datagram, which anyone may send, would end the process.
  const emitter = session as unknown as EventEmitter
  emitter.on('error', () => {})

  return {
    async get(oid) {
      const [row] = await asked((done) => session.get({ oid: `.${oid}` }, done)).catch(
        absentOrFailure(agent, oid),
      )
      return row?.value ?? null
    },
    async set(oid, write) {
      const value = { type: dataTypes[write.type], value: write.value }
      await asked((done) => session.set({ oid: `.${oid}`, ...value }, done)).catch((error) => {
        throw snmpFailure(agent, { verb: 'set', oid }, error)
      })
    },
    walk: (root) =>
      asked((done) => session.getSubtree({ oid: `.${root}` }, done)).catch((error) => {
        throw snmpFailure(agent, { verb: 'walk', oid: root }, error)
      }),
    close: () => session.close(),
  }
}

function asked(ask: (done: native.ResponseCallback) => void): Promise<Varbind[]> {
  return new Promise((resolve, reject) => {
    ask((error, rows) => {
      if (error) reject(error)
      else resolve(rows.map((row) => ({ oid: row.oid.join('.'), value: decode(row) })))
    })
  })
}

const { NoSuchObject, NoSuchInstance, EndOfMibView, OctetString, ObjectIdentifier, IpAddress } =
  native.DataTypes
const absent: number[] = [NoSuchObject, NoSuchInstance, EndOfMibView]
const dotted: number[] = [ObjectIdentifier, IpAddress]

function decode(row: native.VarBind): SnmpValue {
  if (absent.includes(row.type)) return null
  if (row.type === OctetString) return Buffer.from(row.valueRaw)
  if (dotted.includes(row.type)) return (row.value as number[]).join('.')
  return row.value as number
}
