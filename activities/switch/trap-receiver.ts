import { lookup } from 'node:dns/promises'
import snmp from 'net-snmp'
import type { Config, SwitchConfig } from '../../config/schema.ts'
import { secret } from '../../config/secret.ts'
import { permanent } from '../failure.ts'
import { userOf } from './net-snmp.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { userAccessOf } from './open-switch.ts'
import { parseTrap, type TrapNews, type TrapPdu } from './parse-trap.ts'

/**
 * What a trap is good for: somebody reads the switch. Must not reject; while it runs, later traps are merged.
 */
export type OnTrap = (switchName: string, news: TrapNews) => Promise<void>

export interface TrapReceiver {
  close(): void
}

interface Received {
  pdu: TrapPdu
  rinfo: { address: string }
}

/**
 * Receives notifications (RFC 3416) of v1, v2c and v3, informs too, from the configured switches only. UDP
 * source addresses can be forged, so nothing that a trap says is believed. SNMPv3 users are told apart by
 * name alone: switches that share a user name share its pass phrases.
 */
export async function openTrapReceiver(
  at: NonNullable<Config['traps']>,
  switches: SwitchConfig[],
  onTrap: OnTrap,
): Promise<TrapReceiver> {
  const names = await namesByAddress(switches)
  const tell = oneAtATime(onTrap)
  const hear = ({ pdu, rinfo }: Received) => {
    const name = names.get(rinfo.address)
    const news = name && parseTrap(pdu)
    if (name && news) tell(name, news)
  }
  const receiver = await listening(at, hear)
  const authorizer = receiver.getAuthorizer()
  if (at.community) authorizer.addCommunity(secret(at.community))
  for (const config of switches) if (config.version === '3') authorizer.addUser(userOf(userAccessOf(config)))
  return { close: () => receiver.close() }
}

function listening(at: NonNullable<Config['traps']>, hear: (received: Received) => void) {
  return new Promise<ReturnType<typeof snmp.createReceiver>>((resolve, reject) => {
    const options = { port: at.port, address: at.host, transport: at.host.includes(':') ? 'udp6' : 'udp4' }
    const receiver = snmp.createReceiver(
      options,
      (error: NodeJS.ErrnoException | null, received: Received) => {
        // Faults of a single message carry its origin; they are not ours, and anyone can send them.
        if (error) reject(cannotListen(at, error))
        else hear(received)
      },
    )
    const [socket] = Object.values(receiver.listener.sockets) as NodeJS.EventEmitter[]
    socket?.once('listening', () => resolve(receiver))
  })
}

const cannotListen = (at: NonNullable<Config['traps']>, error: NodeJS.ErrnoException) =>
  permanent(
    `traps cannot be received on ${at.host}:${at.port}: ${error.message}`,
    error.code === 'EACCES'
      ? 'ports below 1024 need CAP_NET_BIND_SERVICE: give it to the worker, or redirect 162 to a higher traps.port'
      : 'set traps.host and traps.port to an address of this machine that nobody listens on',
    error,
  )

async function namesByAddress(switches: SwitchConfig[]): Promise<Map<string, string>> {
  const all = await Promise.all(
    switches.map(async ({ name, address }) => {
      const found = await lookup(address, { all: true }).catch(() => [])
      return found.map((one) => [one.address, name] as const)
    }),
  )
  return new Map(all.flat())
}
