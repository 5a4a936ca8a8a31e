import { type Client, type Entry, escapeFilter, type SearchOptions } from 'ldapts'
import { adAttributes, octetAttributes } from './ad-account.ts'
import type { AdMarker } from './ad-marker.ts'
import { octets } from './entry.ts'
import { guidDn, guidText } from './guid.ts'
import { lookUp } from './look-up.ts'
import { isDn, isGuid, withoutDomain } from './name.ts'
import { sidText } from './sid.ts'

/** All that we read of one account; tokenGroups is computed for a base search only (MS-ADTS 3.1.1.4.5.19). */
export async function adEntry(client: Client, guid: string, marker: AdMarker): Promise<Entry | undefined> {
  const [entry] = await lookUp(client, guidDn(guid), {
    scope: 'base',
    attributes: [...adAttributes, marker.name],
    explicitBufferAttributes: octetAttributes,
  })
  return entry
}

/** GUIDs of the accounts that a person may mean by this name; computers are of a subclass of `user`. */
export async function adNamed(client: Client, baseDn: string, name: string): Promise<string[]> {
  if (isGuid(name)) return [name.toLowerCase()]
  const place: SearchOptions = isDn(name) ? { scope: 'base', filter: '(objectClass=user)' } : named(name)
  const found = await lookUp(client, isDn(name) ? name : baseDn, { ...place, ...onlyOctets('objectGUID') })
  return found.flatMap((entry) => octets(entry, 'objectGUID') ?? []).map(guidText)
}

function named(nameWithDomain: string): SearchOptions {
  const name = withoutDomain(nameWithDomain)
  const machine = `${name.replace(/\$$/, '')}$`
  const short = escapeFilter`(sAMAccountName=${name})(sAMAccountName=${machine})`
  const long = escapeFilter`(dNSHostName=${name})(userPrincipalName=${name})`
  return { filter: `(&(objectClass=user)(|${short}${long}))` }
}

/** Security identifier of the group with this distinguished name. */
export async function adGroupSid(client: Client, dn: string): Promise<string | null> {
  const [group] = await lookUp(client, dn, { scope: 'base', ...onlyOctets('objectSid') })
  const sid = group === undefined ? null : octets(group, 'objectSid')
  return sid === null ? null : sidText(sid)
}

const onlyOctets = (attribute: string): SearchOptions => ({
  attributes: [attribute],
  explicitBufferAttributes: [attribute],
})
