import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NetNamespace } from './net-namespace.ts'
import { printed } from './printed.ts'
import { repairedBridgeMib } from './repaired-bridge-mib.ts'

/** Who may do what on the lab's switch; values of the lab only. */
export const labAccess = {
  readCommunity: 'lab-read',
  writeCommunity: 'lab-write',
  user: 'straggler',
  authKey: 'lab-auth-phrase',
  privKey: 'lab-priv-phrase',
}

interface AgentPlace {
  namespace: NetNamespace
  bridge: string
  address: string
  port: number
  directory: string
  /** Subtree -> command of a pass_persist agent (snmpd.conf(5)). */
  passPersist: Record<string, string[]>
}

const environment = (directory: string) => ({
  // An empty list keeps net-snmp from complaining about MIB files that Debian does not ship.
  MIBS: '',
  SNMPCONFPATH: directory,
  SNMP_PERSISTENT_DIR: join(directory, 'persistent'),
})

/** Starts snmpd with the bridge's own MIB beside it; ready once both answer. */
export async function startSnmpAgent(place: AgentPlace): Promise<void> {
  const { namespace, bridge, directory } = place
  const env = environment(directory)
  const socket = `unix:${join(directory, 'agentx')}`
  mkdirSync(env.SNMP_PERSISTENT_DIR)
  writeFileSync(join(directory, 'snmpd.conf'), snmpdConf(place, socket))
  writeFileSync(join(directory, 'dot1qbridge.conf'), `agentXSocket ${socket}\n`)
  writeFileSync(join(directory, 'bridge-mib.pl'), repairedBridgeMib())
  const snmpd = namespace.start(['snmpd', '-f', '-C', '-c', join(directory, 'snmpd.conf'), '-Lo'], env)
  await printed(snmpd, 'NET-SNMP version')
  const bridgeMib = namespace.start(['perl', join(directory, 'bridge-mib.pl'), bridge], env)
  await printed(bridgeMib, 'AgentX subagent connected')
}

function snmpdConf({ address, port, passPersist }: AgentPlace, socket: string): string {
  const { readCommunity, writeCommunity, user, authKey, privKey } = labAccess
  return [
    `agentaddress udp:${address}:${port}`,
    `rocommunity ${readCommunity}`,
    // Cisco's view of VLAN 1; the bridge has no other.
    `rocommunity ${readCommunity}@1`,
    `rwcommunity ${writeCommunity}`,
    `createUser ${user} SHA-256 "${authKey}" AES "${privKey}"`,
    `rwuser ${user} priv`,
    'sysName lab-switch',
    'master agentx',
    `agentXSocket ${socket}`,
    ...Object.entries(passPersist).map(([oid, argv]) => `pass_persist ${oid} ${argv.join(' ')}`),
    '',
  ].join('\n')
}
