import { type MagicPacketWatch, watchMagicPackets } from './magic-packets.ts'
import type { NetNamespace } from './net-namespace.ts'

/** A host of the lab and the switch port that it is plugged into. */
export interface LabHost {
  name: string
  ifName: string
  hostMac: string
  hostIp: string
  netns: NetNamespace
  /** Sends a frame, so that the switch learns its MAC. */
  speak(): Promise<void>
  /** Stops answering; the cable stays plugged in, as that of a PC that waits for a magic packet. */
  sleep(): Promise<void>
  wakeUp(): Promise<void>
  /** Counts magic packets on its cable with tcpdump; needs no awake host. */
  watchMagicPackets(): Promise<MagicPacketWatch>
}

interface Plug {
  switchSide: NetNamespace
  netns: NetNamespace
  bridge: string
  ifName: string
  name: string
  mac: string
  ip: string
  switchIp: string
}

/** Plugs a host into the bridge: a veth pair, one end in each namespace. */
export async function plugInHost(plug: Plug): Promise<LabHost> {
  const { switchSide, netns, bridge, ifName, mac, ip } = plug
  await switchSide.ip(`link add ${ifName} type veth peer name eth0 address ${mac} netns ${netns.name}`)
  await switchSide.ip(`link set ${ifName} master ${bridge}`)
  await switchSide.ip(`link set ${ifName} up`)
  await netns.ip('link set eth0 up')
  const speak = async () =>
    void (await netns.exec('ping', '-q', '-c', '1', '-W', '2', plug.switchIp).catch(() => ''))
  const wakeUp = async () => {
    await netns.ip(`address replace ${ip}/24 broadcast + dev eth0`)
    await speak()
  }
  await netns.ip(`address add ${ip}/24 broadcast + dev eth0`)
  return {
    name: plug.name,
    ifName,
    hostMac: mac,
    hostIp: ip,
    netns,
    speak,
    sleep: async () => void (await netns.ip('address flush dev eth0')),
    wakeUp,
    watchMagicPackets: () => watchMagicPackets(netns, 'eth0', mac),
  }
}
