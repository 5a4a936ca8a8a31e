import { answersPing } from './answers-ping.ts'
import { answersTcp } from './answers-tcp.ts'

/**
 * How a host's sign of life is looked for besides its addresses, e.g. in a forwarding table; null: none yet.
 */
export type Probe = () => Promise<string | null>

/** The first sign of life that any way of looking gives, or null when all of them come back empty. */
export async function firstSign(ips: string[], answerPorts: number[], probe: Probe, timeout = 2000) {
  const looks = [
    ...ips.map((ip) => answersPing(ip, timeout)),
    ...ips.flatMap((ip) => answerPorts.map((port) => answersTcp(ip, port, timeout))),
    probe(),
  ]
  const orNothing = looks.map(async (look) => {
    const sign = await look
    if (sign === null) throw new Error('no sign')
    return sign
  })
  return Promise.any(orNothing).catch(() => null)
}
