import type { NetNamespace } from './net-namespace.ts'

/** A host of the lab and the switch port that it is plugged into. */
export interface LabHost {
  name: string
  ifName: string
  hostMac: string
  hostIp: string
  netns: NetNamespace
  /** Sends one frame (a gratuitous ARP request would do; this asks for the switch), so that its MAC is learned. */
  speak(): Promise<void>
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
  await netns.ip(`address add ${ip}/24 broadcast + dev eth0`)
  await netns.ip('link set eth0 up')
  return {
    name: plug.name,
    ifName,
    hostMac: mac,
    hostIp: ip,
    netns,
    speak: async () =>
      void (await netns.exec('ping', '-q', '-c', '1', '-W', '2', plug.switchIp).catch(() => '')),
  }
}
