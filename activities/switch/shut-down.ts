import { adminDown, adminUp, ifAdminStatus, writeAdminStatus } from './interfaces.ts'
import type { Isolation } from './isolation.ts'
import { snmpCommand } from './snmp-command.ts'

/** Shuts the port by ifAdminStatus (RFC 2863). A host behind a dead port cannot be patched (R9). */
export const shutDown: Isolation = {
  read: async (_snmp, { adminStatus }) => ({ closed: adminStatus !== adminUp, prior: { adminStatus } }),
  close: (snmp, { ifIndex }) => writeAdminStatus(snmp, ifIndex, adminDown),
  async reopen(snmp, port, { adminStatus }) {
    if (port.adminStatus === adminDown) await writeAdminStatus(snmp, port.ifIndex, Number(adminStatus))
  },
  passesTraffic: false,
  byHand: (config, ifIndex, { adminStatus }) => [
    snmpCommand('snmpset', config, `${ifAdminStatus}.${ifIndex} i ${adminStatus}`),
  ],
}
