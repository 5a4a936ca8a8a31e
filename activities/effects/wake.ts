import { cancellationSignal } from '@temporalio/activity'
import type { SwitchConfig, WakeConfig } from '../../config/schema.ts'
import type { PerformEffect } from '../perform/effect-context.ts'
import { forwardingSign } from '../wake/forwarding-sign.ts'
import { wakeHost } from '../wake/wake-host.ts'

/** Wakes the host by every path; done means that a sign of life was seen, not that packets were sent. */
export function createWake({
  wake,
  switches,
}: {
  wake: WakeConfig
  switches: SwitchConfig[]
}): PerformEffect {
  return async (_effect, { host, deadline, observe }) => {
    const { sign, rounds, unsent } = await wakeHost({
      host,
      config: wake,
      deadline,
      signal: cancellationSignal(),
      seen: forwardingSign(switches, host.macs),
    })
    observe({ evidence: [`${rounds} rounds of magic packets`, ...unsent.map((path) => `not sent: ${path}`)] })
    if (sign !== null) return { type: 'answered', sign }
    return {
      type: 'effect.failed',
      why: `no sign of life after ${rounds} rounds of magic packets`,
      advice: 'is it plugged in, and is Wake-on-LAN switched on in its firmware and driver?',
    }
  }
}
