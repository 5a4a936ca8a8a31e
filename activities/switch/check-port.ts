import { networkInterfaces } from 'node:os'
import { ApplicationFailure } from '@temporalio/common'
import type { SwitchConfig } from '../../config/schema.ts'
import type { Refusal } from '../penalisable.ts'
import { findInterface } from './interfaces.ts'
import { withSwitch } from './open-switch.ts'
import { readPortFacts } from './port-facts.ts'
import { portRules } from './port-rules.ts'

/**
 * R8, checked live and failing closed: what cannot be read refuses the port. Only silence of the switch
 * and wrong credentials throw, since nothing is written then either and a retry may hear it.
 */
export async function checkPort(
  config: SwitchConfig,
  ifName: string,
  hostMacs: string[],
): Promise<Refusal | null> {
  const targetMacs = hostMacs.map((mac) => mac.toLowerCase())
  if (targetMacs.length === 0) return refusal(config, ifName, 'no MAC of the host is known')
  try {
    return await withSwitch(config, async (snmp) => {
      const port = await findInterface(snmp, ifName)
      if (!port) return refusal(config, ifName, 'the switch has no such interface now')
      const facts = await readPortFacts(snmp, port)
      const context = { config, targetMacs, ourMacs: ourMacs() }
      const why = portRules.map((rule) => rule(facts, context)).find((found) => found !== null)
      return why ? refusal(config, ifName, why) : null
    })
  } catch (error) {
    if (!(error instanceof ApplicationFailure) || error.type !== 'permanent') throw error
    return refusal(config, ifName, `it cannot be checked: ${error.message}`)
  }
}

const refusal = (config: SwitchConfig, ifName: string, why: string): Refusal => ({
  rule: 'R8',
  why: `port ${ifName} of ${config.name} must not be touched: ${why}`,
})

const ourMacs = (): string[] =>
  Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).map(({ mac }) => mac))
