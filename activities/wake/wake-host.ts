import { setTimeout as sleep } from 'node:timers/promises'
import type { WakeConfig } from '../../config/schema.ts'
import type { Host } from '../../domain/host.ts'
import { firstSign, type Probe } from './first-sign.ts'
import { turnToWake } from './pace.ts'
import { secureOn } from './secure-on.ts'
import { sendMagicPacket } from './send-magic-packet.ts'
import { wakeAddresses } from './wake-addresses.ts'

/** How a host is woken. */
export interface WakeOrder {
  host: Pick<Host, 'macs' | 'ips' | 'site'>
  config: WakeConfig
  /** When to give up, epoch milliseconds. */
  deadline: number
  signal: AbortSignal
  /** Looks for the host elsewhere than at its addresses; see forwarding-sign.ts. */
  seen: Probe
  /** Milliseconds between two looks while a host may be starting. */
  lookEvery?: number
}

/** What came of it. Having sent packets proves nothing; `sign` says by what the host was found awake. */
export interface Woken {
  sign: string | null
  rounds: number
  /** Paths that no packet could take, with the reason. */
  unsent: string[]
}

/**
 * Wakes a host by every path, in rounds with growing pauses, until a sign of life, the deadline or the
 * signal.
 */
export async function wakeHost(order: WakeOrder): Promise<Woken> {
  const { host, config, deadline, signal } = order
  const unsent = new Set<string>()
  let rounds = 0
  let sign = await lookFor(order)
  if (sign === null) await turnToWake(host.site ?? '', config.hostsPerMinute, signal)
  while (sign === null && Date.now() < deadline) {
    await sendRound(order, unsent)
    const pause = config.backOff[Math.min(rounds, config.backOff.length - 1)] ?? 0
    sign = await lookUntil(order, Math.min(Date.now() + pause, deadline))
    rounds++
  }
  return { sign, rounds, unsent: [...unsent] }
}

const lookFor = ({ host, config, seen }: WakeOrder): Promise<string | null> =>
  firstSign(host.ips, config.answerPorts, seen)

async function lookUntil(order: WakeOrder, until: number): Promise<string | null> {
  for (;;) {
    order.signal.throwIfAborted()
    const sign = await lookFor(order)
    if (sign !== null || Date.now() >= until) return sign
    const wait = Math.min(order.lookEvery ?? 3000, until - Date.now())
    await sleep(Math.max(wait, 0), undefined, { signal: order.signal })
  }
}

async function sendRound({ host, config, signal }: WakeOrder, unsent: Set<string>): Promise<void> {
  const paths = pathsOf(host, config)
  for (let packet = 1; packet <= config.packets; packet++) {
    const sent = await Promise.allSettled(paths.map(sendMagicPacket))
    for (const [place, { status, ...rest }] of sent.entries()) {
      const path = paths[place]
      if (status === 'rejected' && path) unsent.add(`${path.address}:${path.port}: ${reasonOf(rest)}`)
    }
    if (packet < config.packets) await sleep(config.packetEvery, undefined, { signal })
  }
}

function pathsOf(host: WakeOrder['host'], config: WakeConfig) {
  const { sourceAddress } = config
  const more = {
    ...(sourceAddress && { sourceAddress }),
    ...(config.secureOn && { secureOn: secureOn(config.secureOn) }),
  }
  return host.macs.flatMap((mac) =>
    wakeAddresses(host.ips, config).flatMap((address) =>
      config.ports.map((port) => ({ mac, address, port, ...more })),
    ),
  )
}

const reasonOf = (outcome: object): string =>
  'reason' in outcome && outcome.reason instanceof Error ? outcome.reason.message : 'not sent'
