import type { SwitchConfig } from '../../config/schema.ts'
import { secret } from '../../config/secret.ts'
import { misconfigured } from '../failure.ts'
import { openNetSnmp } from './net-snmp.ts'
import type { CommunityAccess, Snmp, UserAccess } from './snmp.ts'
import { openSnmpNative } from './snmp-native.ts'

/** Opens a switch for reading and writing; whoever opens it closes it. */
export function openSwitch(config: SwitchConfig): Snmp {
  return config.version === '3' ? openByUser(config) : openByCommunity(config, config.version)
}

/** Lends an open switch to `use` and closes it whatever happens. */
export async function withSwitch<T>(config: SwitchConfig, use: (snmp: Snmp) => Promise<T>): Promise<T> {
  const snmp = openSwitch(config)
  try {
    return await use(snmp)
  } finally {
    snmp.close()
  }
}

/** Each library does what it is best at: snmp-native single objects, net-snmp tables. */
function openByCommunity(config: SwitchConfig, version: CommunityAccess['version']): Snmp {
  const { readCommunity, writeCommunity } = config
  if (!readCommunity) throw incomplete(config, 'readCommunity')
  const community = secret(readCommunity)
  const agent = { ...placeOf(config), access: { version, community } }
  const reader = openSnmpNative(agent)
  const walker = openNetSnmp(agent)
  // Cisco's community string indexing.
  const views = viewsOf((vlan) =>
    openNetSnmp({ ...agent, access: { version, community: `${community}@${vlan}` } }),
  )
  return {
    get: reader.get,
    walk: walker.walk,
    ofVlan: views.open,
    async set(oid, write) {
      if (!writeCommunity) throw incomplete(config, 'writeCommunity')
      const writer = openSnmpNative({ ...agent, access: { version, community: secret(writeCommunity) } })
      await writer.set(oid, write).finally(writer.close)
    },
    close: () => [reader, walker, views].forEach((open) => void open.close()),
  }
}

function openByUser(config: SwitchConfig): Snmp {
  const agent = { ...placeOf(config), access: userAccessOf(config) }
  const whole = openNetSnmp(agent)
  const views = viewsOf((vlan) =>
    openNetSnmp({ ...agent, access: { ...agent.access, context: `vlan-${vlan}` } }),
  )
  return {
    ...whole,
    ofVlan: views.open,
    close: () => [whole, views].forEach((open) => void open.close()),
  }
}

function viewsOf(openView: (vlan: number) => Snmp) {
  const views: Snmp[] = []
  const open = (vlan: number): Snmp => {
    const view = openView(vlan)
    views.push(view)
    return view
  }
  return { open, close: () => views.forEach((view) => void view.close()) }
}

/** The SNMPv3 user of a switch, with its pass phrases read. */
export function userAccessOf(config: SwitchConfig): UserAccess {
  const { user, authKey, authProtocol, privKey, privProtocol } = config
  if (!user) throw incomplete(config, 'user')
  return {
    version: '3',
    user,
    authProtocol,
    privProtocol,
    ...(authKey && { authKey: secret(authKey) }),
    ...(privKey && { privKey: secret(privKey) }),
  }
}

const placeOf = ({ name, address, port, timeout, retries }: SwitchConfig) => ({
  name,
  host: address,
  port,
  timeout,
  retries,
})

const incomplete = (config: SwitchConfig, option: string) =>
  misconfigured(
    `switch ${config.name} has no ${option}`,
    `set ${option} of this switch in straggler.yaml (SNMP version ${config.version})`,
  )
