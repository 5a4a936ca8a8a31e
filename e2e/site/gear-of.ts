import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Site } from './start-site.ts'

/** The parts of straggler.yaml that describe the gear of a site. */
export type Gear = ReturnType<typeof gearOf>

/** How the gear of a site is reached; its passwords are placed in `directory`. */
export function gearOf({ bridge, directory: ldap, mail, fleet }: Site, directory: string) {
  const secret = (name: string, value: string) => {
    const file = join(directory, name)
    writeFileSync(file, `${value}\n`, { mode: 0o600 })
    return `file:${file}`
  }
  const { kind, url, bindDn, baseDn } = ldap
  return {
    switches: [
      {
        name: 'floor-1',
        address: bridge.address,
        port: bridge.port,
        readCommunity: secret('read-community', bridge.communities.read),
        writeCommunity: secret('write-community', bridge.communities.write),
        timeout: 500,
        retries: 1,
      },
    ],
    directory: { kind, url, bindDn, baseDn, password: secret('directory', ldap.password), timeout: 2_000 },
    mail: { host: mail.host, port: mail.port, from: 'straggler@corp.example', timeout: 5_000 },
    helpDesk: { kind: 'mail', to: 'patch-section@corp.example' },
    managementEmail: 'board@corp.example',
    wake: { addresses: [bridge.broadcast], ports: [9], packets: 2, packetEvery: 500, backOff: [3_000] },
    deploy: { ...fleet.routes, needs: ['port'] },
  }
}
