import { adminDown, adminUp, writeAdminStatus } from './interfaces.ts'
import type { Isolation } from './isolation.ts'

/** Shuts the port by ifAdminStatus (RFC 2863). A host behind a dead port cannot be patched (R9). */
export const shutDown: Isolation = {
  read: async (_snmp, { adminStatus }) => ({ closed: adminStatus !== adminUp, prior: { adminStatus } }),
  close: (snmp, { ifIndex }) => writeAdminStatus(snmp, ifIndex, adminDown),
  reopen: (snmp, { ifIndex }, { adminStatus }) => writeAdminStatus(snmp, ifIndex, Number(adminStatus)),
  byHand: ({ address, port, ifName }, { adminStatus }) =>
    [
      `# find the ifIndex of ${ifName}, then set its ifAdminStatus`,
      `snmpwalk -v2c -c WRITE_COMMUNITY ${address}:${port} 1.3.6.1.2.1.31.1.1.1.1 | grep -w '${ifName}'`,
      `snmpset -v2c -c WRITE_COMMUNITY ${address}:${port} 1.3.6.1.2.1.2.2.1.7.IFINDEX i ${adminStatus}`,
    ].join('\n'),
}
