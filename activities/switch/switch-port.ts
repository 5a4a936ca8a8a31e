import { isDeepStrictEqual } from 'node:util'
import type { SwitchConfig } from '../../config/schema.ts'
import { permanent, transient } from '../failure.ts'
import type { Penalisable, Reading, TargetRef } from '../penalisable.ts'
import type { Prior } from './isolation.ts'
import { withSwitch } from './open-switch.ts'
import { aliasOf } from './ownership-mark.ts'
import { type Port, readBack, readPort, writeMark } from './port-under-write.ts'

/** Reads and writes switch ports as targets of penalties. */
export function switchPort(switches: SwitchConfig[]): Pick<Penalisable, 'read' | 'close' | 'reopen'> {
  const withPort = async <T>(target: TargetRef, use: (port: Port) => Promise<T>): Promise<T> => {
    const config = configOf(switches, target)
    return withSwitch(config, async (snmp) => use(await readPort(snmp, config, target)))
  }
  return {
    read: (target) => withPort(target, async ({ reading }) => reading),
    close: (target, from, mark) => withPort(target, (port) => close(port, from, mark)),
    reopen: (target, prior, mark) => withPort(target, (port) => reopen(port, prior, mark)),
  }
}

async function close(port: Port, from: Reading, mark: string): Promise<void> {
  const { snmp, found, reading, isolation } = port
  if (reading.state === 'closed' && reading.mark === mark) return
  if (reading.mark !== mark && !isDeepStrictEqual(reading, from)) throw changed(port)
  // The mark goes first: a port that is shut without one could not be told from somebody else's.
  await writeMark(port, aliasOf(mark))
  try {
    await isolation.close(snmp, found)
  } catch (error) {
    await takeBackMark(port, from)
    throw error
  }
  await readBack(port, 'closed')
}

/** Nothing was shut, so nothing may claim to be ours; should this fail too, the retry finds the mark. */
async function takeBackMark(port: Port, from: Reading): Promise<void> {
  await writeMark({ ...port, found: { ...port.found, alias: '' } }, String(from.prior.ifAlias)).catch(
    () => {},
  )
}

async function reopen(port: Port, prior: Prior, mark: string): Promise<void> {
  const { snmp, found, reading, isolation } = port
  if (isDeepStrictEqual(reading.prior, prior)) return
  if (reading.mark !== undefined && reading.mark !== mark) throw changed(port)
  if (reading.state === 'closed') await isolation.reopen(snmp, found, prior)
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
