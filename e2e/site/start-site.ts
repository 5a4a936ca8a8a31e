import { join } from 'node:path'
import type { LabHost } from '../../lab/bridge/lab-host.ts'
import { needsLab } from '../../lab/bridge/lab-missing.ts'
import { type BridgeLab, startBridgeLab } from '../../lab/bridge/start-bridge-lab.ts'
import type { LabDirectory } from '../../lab/directory/lab-directory.ts'
import { slapdMissing, startSlapd } from '../../lab/directory/start-slapd.ts'
import { type MailServer, startMailServer } from '../../lab/mail/start-mail-server.ts'
import { createFleet, type Fleet } from './fleet.ts'

/** A place with real gear: a bridge that is its switch, a directory, a mail server, and a patch tool. */
export interface Site {
  bridge: BridgeLab
  directory: LabDirectory
  mail: MailServer
  fleet: Fleet
  /** A host that is plugged into the bridge. */
  host(name: string): LabHost
  stop(): Promise<void>
}

/** Why no site can be built here; null when one can. */
export const siteMissing = (): string | null => needsLab() ?? slapdMissing() ?? null

/** Plugs in these hosts of the directory's small company; all of them are asleep. */
export async function startSite(directory: string, hostnames: string[]): Promise<Site> {
  const running = new AsyncDisposableStack()
  try {
    const bridge = await startBridgeLab({ hosts: hostnames.map((name) => ({ name })) })
    running.defer(() => bridge.stop())
    for (const host of bridge.hosts) await host.sleep()
    const ldap = await startSlapd()
    running.defer(() => ldap.stop())
    const mail = await startMailServer()
    running.defer(() => mail.down())
    const fleet = createFleet(join(directory, 'fleet'), hostnames)
    return { bridge, directory: ldap, mail, fleet, host, stop: () => running.disposeAsync() }

    function host(name: string): LabHost {
      const found = bridge.hosts.find((one) => one.name === name)
      if (!found) throw new Error(`no host ${name} is plugged in`)
      return found
    }
  } catch (error) {
    await running.disposeAsync()
    throw error
  }
}
