import { existsSync } from 'node:fs'
import { bridgeMibScript } from './repaired-bridge-mib.ts'

const needed: Record<string, string> = {
  '/usr/sbin/snmpd': 'snmpd',
  '/usr/bin/snmptrap': 'snmp',
  [bridgeMibScript]: 'snmpd',
  '/usr/sbin/lldpd': 'lldpd',
  '/usr/bin/tcpdump': 'tcpdump',
  '/usr/sbin/ip': 'iproute2',
  '/usr/bin/ping': 'iputils-ping',
}

/**
 * What keeps the bridge lab from running here, in one line with the command that installs it; null if
 * nothing.
 */
export function labMissing(): string | null {
  if (process.platform !== 'linux') return 'the bridge lab needs Linux network namespaces'
  if (process.getuid?.() !== 0) return 'the bridge lab needs root to make network namespaces'
  const packages = Object.entries(needed).flatMap(([file, name]) => (existsSync(file) ? [] : [name]))
  const perl = existsSync('/usr/share/doc/libsnmp-perl') ? [] : ['libsnmp-perl']
  const missing = [...new Set([...packages, ...perl])]
  if (missing.length === 0) return null
  return `the bridge lab needs: apt-get install -y ${missing.join(' ')}`
}

/** For `describe.skipIf`: why the lab cannot run here. In CI nothing may be skipped, so there it throws. */
export function needsLab(): string | null {
  const missing = labMissing()
  if (missing && process.env.CI) throw new Error(missing)
  return missing
}
