import { type SwitchConfig, switchConfig } from '../../config/schema.ts'
import type { Host } from '../../domain/host.ts'
import type { LabHost } from '../../lab/bridge/lab-host.ts'
import type { BridgeLab } from '../../lab/bridge/start-bridge-lab.ts'

/** The lab's bridge as a switch of the configuration, for tests. */
export const switchOf = (lab: BridgeLab, more: Partial<SwitchConfig> = {}): SwitchConfig => ({
  ...switchConfig.parse({
    name: 'lab',
    address: lab.address,
    port: lab.port,
    readCommunity: lab.secrets.readCommunity,
    writeCommunity: lab.secrets.writeCommunity,
  }),
  ...more,
})

/** A host of the lab as the inventory has it. */
export const hostOf = ({ name, hostMac, hostIp }: LabHost): Host => ({
  hostRef: `ref-${name}`,
  hostname: name,
  macs: [hostMac],
  ips: [hostIp],
  role: 'personal',
  attachment: 'wired',
  exposure: 'internal',
  tags: [],
})
