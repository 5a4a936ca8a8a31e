import type { SwitchConfig } from '../../config/schema.ts'
import type { Prior, TargetRef } from '../../domain/target.ts'
import { ifAlias } from './interfaces.ts'
import { isolationOf } from './port-under-write.ts'
import { snmpCommand } from './snmp-command.ts'

/** ifName (RFC 2863), by which a person makes sure of the ifIndex first. */
const ifName = '1.3.6.1.2.1.31.1.1.1.1'

/** The commands by which a person gives a port back with everything of ours gone. */
export function portByHand(config: SwitchConfig, target: TargetRef, prior: Prior): string {
  const ifIndex = Number(target.locator.ifIndex)
  return [
    `# must answer "${target.locator.ifName}"; else find its ifIndex anew: a reboot may have moved it`,
    snmpCommand('snmpget', config, `${ifName}.${ifIndex}`),
    ...isolationOf(target).byHand(config, ifIndex, prior),
    ...(config.marker === 'ifAlias'
      ? [snmpCommand('snmpset', config, `${ifAlias}.${ifIndex} s ${quoted(String(prior.ifAlias))}`)]
      : []),
  ].join('\n')
}

/** A word that a POSIX shell takes as it is. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`
