import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import native from 'snmp-native'
import type { SnmpAgent } from './snmp.ts'

type Answer = { error: number } | { oids: string[] } | 'silence' | 'garbage'

/** What was asked: an OID, and for GETBULK how many rows (max-repetitions). */
export interface Asked {
  oid: string
  rows: number
}

/** An SNMPv2c agent on loopback with the faults that snmpd does not have; tests decide each answer. */
export async function startFaultyAgent(answer: (asked: Asked) => Answer) {
  const socket = createSocket('udp4')
  socket.on('message', (message, { port }) => respond(socket, message, port, answer))
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const agent: SnmpAgent = {
    name: 'faulty',
    host: '127.0.0.1',
    port: socket.address().port,
    timeout: 150,
    retries: 0,
    access: { version: '2c', community: 'any' },
  }
  return { agent, stop: () => socket.close() }
}

function respond(socket: Socket, message: Buffer, port: number, decide: (asked: Asked) => Answer): void {
  const packet = native.parse(message)
  const { pdu } = packet
  // In a GETBULK request the place of errorIndex is max-repetitions (RFC 3416 section 3).
  const answer = decide({ oid: pdu.varbinds[0]?.oid.join('.') ?? '', rows: pdu.errorIndex })
  if (answer === 'silence') return
  pdu.type = native.PduTypes.GetResponsePDU
  pdu.error = typeof answer === 'object' && 'error' in answer ? answer.error : 0
  pdu.errorIndex = 0
  const rows = typeof answer === 'object' && 'oids' in answer ? answer.oids : []
  if (rows.length > 0) {
    pdu.varbinds = rows.map((oid) => ({ ...row, oid: oid.split('.').map(Number) }))
  }
  socket.send(answer === 'garbage' ? 'this is no SNMP' : native.encode(packet), port, '127.0.0.1')
}

const row = {
  type: native.DataTypes.Integer,
  value: 1,
  valueRaw: Buffer.of(1),
  receiveStamp: 0,
  sendStamp: 0,
}
