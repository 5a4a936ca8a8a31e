import snmp from 'net-snmp'
import type { Snmp, SnmpAgent, SnmpValue, SnmpWrite, UserAccess, Varbind } from './snmp.ts'
import { absentOrFailure, snmpFailure } from './snmp-failure.ts'
import { walkInBulk } from './walk-in-bulk.ts'

const objectTypes = {
  integer: snmp.ObjectType.Integer,
  unsigned: snmp.ObjectType.Unsigned32,
  octets: snmp.ObjectType.OctetString,
}

/** Every SNMP version by net-snmp; its walks go by GETBULK, except on v1, which has none. */
export function openNetSnmp(agent: SnmpAgent): Snmp {
  const session = openSession(agent)
  // Without a listener a malformed datagram, which anyone may send, would end the process.
  session.on('error', () => {})
  const bulk = agent.access.version === '1' ? getNext : getBulk

  return {
    async get(oid) {
      const [row] = await asked((done) => session.get([oid], done)).catch(absentOrFailure(agent, oid))
      return row?.value ?? null
    },
    async set(oid, write) {
      await asked((done) => session.set([varbindOf(oid, write)], done)).catch((error) => {
        throw snmpFailure(agent, { verb: 'set', oid }, error)
      })
    },
    walk: (root) => walkInBulk(agent, root, (oid, rows) => bulk(session, oid, rows)),
    close: () => void session.close(),
  }
}

function openSession(agent: SnmpAgent): snmp.Session {
  const options = {
    port: agent.port,
    timeout: agent.timeout,
    retries: agent.retries,
    backoff: 1,
    transport: agent.host.includes(':') ? 'udp6' : 'udp4',
  } as const
  const { access } = agent
  if (access.version === '3') {
    const context = access.context ?? ''
    return snmp.createV3Session(agent.host, userOf(access), { ...options, context })
  }
  const version = access.version === '1' ? snmp.Version1 : snmp.Version2c
  return snmp.createSession(agent.host, access.community, { ...options, version })
}

/** A user as net-snmp wants it; the security level follows from the phrases given (RFC 3414). */
export function userOf(access: UserAccess): snmp.User {
  const { user: name, authKey, authProtocol, privKey, privProtocol } = access
  const { authPriv, authNoPriv, noAuthNoPriv } = snmp.SecurityLevel
  return {
    name,
    level: authKey ? (privKey ? authPriv : authNoPriv) : noAuthNoPriv,
    ...(authKey && { authKey, authProtocol: snmp.AuthProtocols[authProtocol] }),
    ...(privKey && { privKey, privProtocol: snmp.PrivProtocols[privProtocol] }),
  }
}

const getBulk = (session: snmp.Session, oid: string, rows: number) =>
  asked((done) => session.getBulk([oid], 0, rows, (error, columns) => done(error, columns?.flat())))

const getNext = (session: snmp.Session, oid: string) =>
  asked((done) => session.getNext([oid], done)).catch((error: Error) => {
    // SNMPv1 says noSuchName at the end of the MIB (RFC 1157 section 4.1.3).
    if (/^NoSuchName/i.test(error.message)) return []
    throw error
  })

type Done = (error: Error | null, rows?: snmp.Varbind[]) => void

function asked(ask: (done: Done) => void): Promise<Varbind[]> {
  return new Promise((resolve, reject) => {
    ask((error, rows = []) => {
      if (error) reject(error)
      else resolve(rows.map((row) => ({ oid: row.oid, value: decode(row) })))
    })
  })
}

const varbindOf = (oid: string, { type, value }: SnmpWrite): snmp.Varbind => ({
  oid,
  type: objectTypes[type],
  value,
})

const decode = (row: snmp.Varbind): SnmpValue => (snmp.isVarbindError(row) ? null : (row.value as SnmpValue))
