import type { Host } from '../host.ts'

/** What a host is recognised by. `_id`-able texts: `guid:`, `fqdn:`, `mac:` and, as the weakest, `name:`. */
export interface HostKeys {
  guid?: string
  fqdn?: string
  macs: string[]
  /** The short name; it identifies a host only while one host alone has it. */
  name: string
}

const guid = /^\{?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\}?$/i
const isAddress = (name: string) => /^[\d.]+$/.test(name)

const normalName = (name: string) => name.trim().toLowerCase().replace(/\.$/, '')

/** Splits a name as a report gives it: a name with dots is fully qualified and its first label the short name. */
export function nameKeys(name: string): Pick<HostKeys, 'fqdn' | 'name'> {
  const normal = normalName(name)
  if (!normal.includes('.') || isAddress(normal)) return { name: normal }
  return { fqdn: normal, name: normal.slice(0, normal.indexOf('.')) }
}

/** The keys of an inventory host. */
export function hostKeys(host: Pick<Host, 'hostname' | 'fqdn' | 'macs' | 'machineAccount'>): HostKeys {
  const byName = nameKeys(host.hostname)
  const fqdn = host.fqdn === undefined ? byName.fqdn : normalName(host.fqdn)
  const [, id] = guid.exec(host.machineAccount ?? '') ?? []
  return {
    name: byName.name,
    macs: host.macs,
    ...(fqdn !== undefined && { fqdn }),
    ...(id !== undefined && { guid: id.toLowerCase() }),
  }
}

/** The keys that no two hosts may share. */
export const strongKeys = ({ guid: id, fqdn, macs }: HostKeys): string[] => [
  ...(id === undefined ? [] : [`guid:${id}`]),
  ...(fqdn === undefined ? [] : [`fqdn:${fqdn}`]),
  ...macs.map((mac) => `mac:${mac}`),
]

export const nameKey = ({ name }: Pick<HostKeys, 'name'>): string => `name:${name}`
