import { type SwitchConfig, switchConfig } from '../../config/schema.ts'
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
