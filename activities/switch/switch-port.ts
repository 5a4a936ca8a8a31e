import { isDeepStrictEqual } from 'node:util'
import type { SwitchConfig } from '../../config/schema.ts'
import type { Prior } from '../../domain/target.ts'
import { permanent, transient } from '../failure.ts'
import type { Penalisable, Reading, TargetRef } from '../penalisable.ts'
import { checkPort } from './check-port.ts'
import { findTarget } from './find-target.ts'
import { withSwitch } from './open-switch.ts'
import { aliasOf } from './ownership-mark.ts'
import { portByHand } from './port-by-hand.ts'
import { type Port, readBack, readPort, writeMark } from './port-under-write.ts'
import { serially } from './serially.ts'

/** Switch ports as targets of penalties. */
export function switchPort(switches: SwitchConfig[]): Penalisable {
  const withPort = async <T>(target: TargetRef, use: (port: Port) => Promise<T>): Promise<T> => {
    const config = configOf(switches, target)
    return withSwitch(config, async (snmp) => use(await readPort(snmp, config, target)))
  }
  return {
    find: (host) => findTarget(switches, host),
    forbid: (target, host) => checkPort(configOf(switches, target), String(target.locator.ifName), host.macs),
    read: (target) => withPort(target, async ({ reading }) => reading),
    close: (target, from, mark) => inTurn(target, () => withPort(target, (port) => close(port, from, mark))),
    reopen: (target, prior, mark) =>
      inTurn(target, () => withPort(target, (port) => reopen(port, prior, mark))),
    byHand: (target, prior) => portByHand(configOf(switches, target), target, prior),
  }
}

/**
 * A VLAN's members are one value of the whole switch: writes to two of its ports at once would undo each
 * other.
 */
const inTurn = (target: TargetRef, write: () => Promise<void>) =>
  serially(String(target.locator.switch), write)

async function close(port: Port, from: Reading, mark: string): Promise<void> {
  const { snmp, found, reading, isolation } = port
  if (reading.state === 'closed' && reading.mark === mark) return
  if (reading.mark !== mark && !isDeepStrictEqual(reading, from)) throw changed(port)
  // The mark goes first: a port that is shut without one could not be told from somebody else's.
  await writeMark(port, aliasOf(mark))
  await isolation.close(snmp, found)
  await readBack(port, 'closed')
}

async function reopen(port: Port, prior: Prior, mark: string): Promise<void> {
  const { snmp, found, reading, isolation } = port
  if (isDeepStrictEqual(reading.prior, prior)) return
  if (reading.mark !== undefined && reading.mark !== mark) throw changed(port)
  await isolation.reopen(snmp, found, prior)
  await writeMark(port, String(prior.ifAlias))
  await readBack(port, 'open')
}

/** The configuration of the switch that a target names. */
export function configOf(switches: SwitchConfig[], target: TargetRef): SwitchConfig {
  const config = switches.find(({ name }) => name === target.locator.switch)
  if (config) return config
  throw permanent(
    `${target.name}: no switch named ${target.locator.switch} is configured`,
    'put it back into straggler.yaml (switches) until everything held on it is released',
  )
}

const changed = ({ target }: Port) =>
  transient(`${target.name} was changed by somebody else meanwhile; nothing was written`, 'it is read again')
