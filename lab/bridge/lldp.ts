import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LabHost } from './lab-host.ts'
import type { NetNamespace } from './net-namespace.ts'
import { printed } from './printed.ts'

/** What a host says that it is, over real LLDP. */
export type Announced = 'router' | 'phone' | 'station'

/** LLDP on the lab's switch. */
export interface SwitchLldp {
  /** Lets a host introduce itself; returns once the switch has heard it. */
  announce(host: LabHost, as: Announced): Promise<void>
}

/** Starts lldpd on the switch's ports, heard over SNMP as well (AgentX). */
export async function startLldp(switchSide: NetNamespace, directory: string): Promise<SwitchLldp> {
  const socket = join(directory, 'lldp-switch')
  const agentx = `unix:${join(directory, 'agentx')}`
  await printed(
    switchSide.start(['lldpd', '-d', '-x', '-X', agentx, '-u', socket, '-I', 'p*']),
    'AgentX subagent',
  )
  return {
    async announce(host, as) {
      if (as === 'router') await host.netns.tune('/proc/sys/net/ipv4/ip_forward', '1')
      // LLDP-MED class III is a communication device endpoint, i.e. a phone (ANSI/TIA-1057).
      const device = as === 'phone' ? ['-M', '3'] : []
      const own = join(directory, `lldp-${host.name}`)
      await printed(host.netns.start(['lldpd', '-d', ...device, '-u', own]), 'protocol LLDP enabled')
      await heard(switchSide, socket, host.ifName)
    },
  }
}

async function heard(switchSide: NetNamespace, socket: string, ifName: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const said = await switchSide
      .exec('lldpcli', '-u', socket, 'show', 'neighbors', 'ports', ifName)
      .catch(() => '')
    if (said.includes('Chassis:')) return
    await sleep(200)
  }
  throw new Error(`the switch has heard no LLDP on ${ifName} for 20 s`)
}
