import type { LabHost, Nature } from './lab-host.ts'

/** The company that `npm start` shows: everything about it follows from the seed. */
export interface Company {
  switches: string[]
  hosts: LabHost[]
  /** Reported as missing by the patch tool. */
  stragglers: LabHost[]
  /** What they miss. */
  update: { id: string; title: string; severity: string }
}

const switchNames = ['sw-1', 'sw-2', 'sw-3']
const hostsPerSwitch = [14, 13, 13]

/** Position among all hosts -> nature; every other host is healthy. */
export type Natures = Record<number, Nature>

const usual: Natures = {
  6: 'asleep',
  11: 'mendedWhenDisabled',
  18: 'mendedWhenShut',
  24: 'falselyReported',
  30: 'lost',
  39: 'brokenServer',
}

const departments = ['sales', 'design', 'production', 'office']

/** 3 switches, 40 hosts, 6 stragglers. The seed decides the hardware addresses, the rest is always the same. */
export function smallCompany(seed: number, natures = usual): Company {
  const places = switchNames.flatMap((name, sw) =>
    Array.from({ length: hostsPerSwitch[sw] ?? 0 }, (_, port) => ({ name, sw: sw + 1, port: port + 1 })),
  )
  const hosts = places.map((place, index) => hostAt(place, index, seed, natures[index]))
  return {
    switches: switchNames,
    hosts,
    stragglers: hosts.filter(({ nature }) => nature !== 'healthy'),
    update: { id: 'KB5062554', title: '2026-11 Cumulative Update', severity: 'Critical' },
  }
}

interface Place {
  name: string
  sw: number
  port: number
}

function hostAt(place: Place, index: number, seed: number, nature: Nature = 'healthy'): LabHost {
  const server = nature === 'brokenServer'
  const hostname = `${server ? 'SRV' : 'WS'}-${String(index + 1).padStart(4, '0')}`
  const name = hostname.toLowerCase()
  const mac = macOf(seed, index)
  return {
    hostname,
    fqdn: `${name}.lab.example`,
    mac,
    macs: [mac],
    // A company with DHCP: the inventory knows cards, no addresses.
    ips: [],
    machineAccount: hostname,
    account: `user-${name}`,
    ownerEmail: `user-${name}@lab.example`,
    managerEmail: `manager-${departments[index % departments.length]}@lab.example`,
    department: departments[index % departments.length] ?? 'office',
    site: 'lab',
    role: server ? 'server' : 'personal',
    attachment: 'wired',
    exposure: 'internal',
    os: 'Windows 11',
    tags: [],
    switch: place.name,
    port: `Gi1/0/${place.port}`,
    ifIndex: 100 + place.port,
    nature,
  }
}

/** A locally administered address (IEEE 802c): it cannot be anybody's real card. */
function macOf(seed: number, index: number): string {
  const octets = [0x52, 0x54, (seed >> 8) & 0xff, seed & 0xff, (index >> 8) & 0xff, index & 0xff]
  return octets.map((octet) => octet.toString(16).padStart(2, '0')).join(':')
}
