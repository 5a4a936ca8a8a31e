import type { Host } from '../../domain/host.ts'

/** How a host of the lab and its user behave; each is a known cause of a machine staying unpatched. */
export type Nature =
  /** Patched like 9,998 of 10,000. */
  | 'healthy'
  /** Switched off; wakes on a magic packet and installs at once. */
  | 'asleep'
  /** Its agent is broken; the user calls once the machine's account is disabled, and the agent is mended. */
  | 'mendedWhenDisabled'
  /** Its agent is broken; the user answers nothing until the port is shut, then the owner's page. */
  | 'mendedWhenShut'
  /** Its agent is broken, and its user never answers, whatever is switched off. */
  | 'silent'
  /** Gone for good: in a drawer, unplugged. */
  | 'lost'
  /** Its agent is broken, and no penalty applies to it. */
  | 'brokenServer'
  /** Patched long ago; the report is wrong. */
  | 'falselyReported'

/** One host of the lab: what the inventory knows, and what only the lab knows. */
export interface LabHost extends Omit<Host, 'hostRef' | 'switch' | 'port'> {
  switch: string
  port: string
  ifIndex: number
  mac: string
  nature: Nature
}
