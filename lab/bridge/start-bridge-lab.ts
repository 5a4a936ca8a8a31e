import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LabHost, plugInHost } from './lab-host.ts'
import { type SwitchLldp, startLldp } from './lldp.ts'
import { createNetNamespace, ip, type NetNamespace } from './net-namespace.ts'
import { labAccess, startSnmpAgent } from './snmp-agent.ts'
import { claimSubnet, type Subnet } from './subnet.ts'
import { sweepLeftovers } from './sweep-leftovers.ts'
import { cdp, lag, qBridge, vlanMembership, vtp } from './switch-objects.ts'
import { freshState, readState, type SwitchState, writeState } from './switch-state.ts'

export interface BridgeLabOptions {
  /** One port and one host each; the MAC is made up from the host's place when none is given. */
  hosts: { name: string; mac?: string }[]
  /** Run lldpd on the switch, so that it hears its neighbours over LLDP. */
  lldp?: boolean
}

/** A Linux bridge that answers SNMP as a switch, hosts on its ports, and a link from here to it. */
export interface BridgeLab {
  /** Where its SNMP agent answers. */
  address: string
  port: number
  communities: { read: string; write: string }
  /** The same as references that a configuration can hold. */
  secrets: { readCommunity: string; writeCommunity: string; authKey: string; privKey: string }
  user: string
  /** Subnet-directed broadcast that reaches every host (RFC 919). */
  broadcast: string
  netns: NetNamespace
  hosts: LabHost[]
  /** The port by which this process reaches the switch. */
  uplink: { ifName: string; mac: string; address: string }
  /** A VLAN of the switch that no port is in. */
  quarantineVlan: number
  /** Changes what the pass_persist agent says: CDP, VLANs, trunks, aggregates. */
  change(edit: (state: SwitchState) => void): void
  /** Changes the switch as somebody else's management station would; type as of snmpset(1). */
  snmpset(oid: string, type: string, value: string): Promise<void>
  /** Only with the option `lldp`. */
  lldp?: SwitchLldp
  stop(): Promise<void>
}

const bridge = 'br0'
const switchHost = 1
const ourHost = 254
const firstHost = 11
const quarantineVlan = 99

/** nsCacheTimeout of ifTable (NET-SNMP-AGENT-MIB): snmpd else looks at the kernel's interfaces every 3 s. */
const lookOftenAtInterfaces = ['1.3.6.1.4.1.8072.1.5.3.1.2.1.3.6.1.2.1.2.2', 'i', '1'] as const

/** Builds the lab; `stop` takes all of it down, and so does the next start after a crash. */
export async function startBridgeLab(options: BridgeLabOptions): Promise<BridgeLab> {
  await sweepLeftovers()
  const subnet = await claimSubnet()
  const undo: Undo = [subnet.release]
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    return await build(options, subnet, undo, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

type Undo = (() => Promise<void> | void)[]

async function build(
  options: BridgeLabOptions,
  subnet: Subnet,
  undo: Undo,
  stop: () => Promise<void>,
): Promise<BridgeLab> {
  const directory = makeDirectory(undo)
  const netns = await createNetNamespace(`straggler-${process.pid}-${subnet.id}`)
  undo.push(netns.delete)
  const uplink = await createBridge(netns, subnet, undo)
  const hosts = await plugInHosts(options, netns, subnet, undo)
  const stateFile = join(directory, 'switch-state.json')
  writeState(stateFile, freshState([uplink.ifName, ...hosts.map(({ ifName }) => ifName)], quarantineVlan))
  const agent = { address: subnet.address(switchHost), port: 161 }
  await startSnmpAgent({ namespace: netns, bridge, directory, passPersist: passPersist(stateFile), ...agent })
  const snmpset = asManager(netns, agent.address)
  await snmpset(...lookOftenAtInterfaces)
  const lldp = options.lldp ? await startLldp(netns, directory) : undefined
  return {
    ...{ ...agent, netns, hosts, uplink, quarantineVlan, snmpset, stop, ...(lldp && { lldp }) },
    communities: { read: labAccess.readCommunity, write: labAccess.writeCommunity },
    secrets: writeSecrets(directory),
    user: labAccess.user,
    broadcast: subnet.broadcast,
    change(edit) {
      const state = readState(stateFile)
      edit(state)
      writeState(stateFile, state)
    },
  }
}

function makeDirectory(undo: Undo): string {
  const directory = mkdtempSync(join(tmpdir(), `straggler-lab-${process.pid}-`))
  // lldpd drops its privileges and must still reach its socket in here.
  chmodSync(directory, 0o711)
  undo.push(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

async function plugInHosts(options: BridgeLabOptions, switchSide: NetNamespace, subnet: Subnet, undo: Undo) {
  const hosts: LabHost[] = []
  for (const [index, { name, mac }] of options.hosts.entries()) {
    const netns = await createNetNamespace(`${switchSide.name}-${name}`)
    undo.push(netns.delete)
    const plug = {
      ...{ switchSide, netns, bridge, name, ifName: `p${index + 1}` },
      mac: mac ?? macOf(subnet, firstHost + index),
      ip: subnet.address(firstHost + index),
      switchIp: subnet.address(switchHost),
    }
    hosts.push(await plugInHost(plug))
  }
  return hosts
}

const asManager =
  (netns: NetNamespace, address: string) => async (oid: string, type: string, value: string) => {
    const { writeCommunity } = labAccess
    await netns.exec('snmpset', '-m', '', '-v2c', '-c', writeCommunity, address, oid, type, value)
  }

/** One process for each subtree, as snmpd wants it. */
function passPersist(stateFile: string): Record<string, string[]> {
  const script = join(import.meta.dirname, 'pass-persist-agent.ts')
  const serve = (subtree: string) => [`.${subtree}`, [process.execPath, script, subtree, bridge, stateFile]]
  return Object.fromEntries([qBridge, cdp, vtp, vlanMembership, lag].map(serve))
}

async function createBridge(netns: NetNamespace, subnet: Subnet, undo: Undo) {
  const link = `sg${subnet.id}`
  const uplink = { ifName: 'up0', mac: macOf(subnet, ourHost), address: subnet.address(ourHost) }
  // A fixed address, because a bridge otherwise takes the lowest of its ports' and changes it with them.
  await netns.ip(`link add ${bridge} address ${macOf(subnet, switchHost)} type bridge`)
  await netns.ip(`link set ${bridge} up`)
  await netns.ip(`address add ${subnet.address(switchHost)}/24 broadcast + dev ${bridge}`)
  await netns.ip(`link add ${uplink.ifName} type veth peer name peer0`)
  await netns.ip(`link set peer0 name ${link} address ${uplink.mac} netns ${process.pid}`)
  undo.push(async () => void (await ip(`link delete ${link}`).catch(() => '')))
  await netns.ip(`link set ${uplink.ifName} master ${bridge}`)
  await netns.ip(`link set ${uplink.ifName} up`)
  await ip(`address add ${uplink.address}/24 broadcast + dev ${link}`)
  await ip(`link set ${link} up`)
  return uplink
}

/** A locally administered unicast address (IEEE 802c), unique in this machine's labs. */
function macOf(subnet: Subnet, host: number): string {
  const octets = [0x02, 0x53, 0x54, subnet.id >> 8, subnet.id & 255, host]
  return octets.map((octet) => octet.toString(16).padStart(2, '0')).join(':')
}

function writeSecrets(directory: string): BridgeLab['secrets'] {
  const place = (name: string, value: string) => {
    writeFileSync(join(directory, name), `${value}\n`, { mode: 0o600 })
    return `file:${join(directory, name)}`
  }
  return {
    readCommunity: place('read-community', labAccess.readCommunity),
    writeCommunity: place('write-community', labAccess.writeCommunity),
    authKey: place('auth-key', labAccess.authKey),
    privKey: place('priv-key', labAccess.privKey),
  }
}
