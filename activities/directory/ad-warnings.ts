import type { Client, Entry } from 'ldapts'
import type { DirectoryConfig } from '../../config/schema.ts'
import { type AdMarker, adMarker, isSelfWritable } from './ad-marker.ts'
import type { Warning } from './directory.ts'
import { values } from './entry.ts'
import { lookUp } from './look-up.ts'
import { sameName } from './name.ts'

/** How many accounts are looked at: rights are delegated by OU, so a few tell. */
const sampleSize = 50

/**
 * Whether our rights in Active Directory are what we need and no more (allowedAttributesEffective, MS-ADTS
 * 3.1.1.4.5.22).
 */
export async function adWarnings(client: Client, config: DirectoryConfig): Promise<Warning[]> {
  const marker = await adMarker(client, config)
  const ordinary = await sample(client, config, '(!(adminCount=1))(!(isCriticalSystemObject=TRUE))')
  const admins = await sample(client, config, '(adminCount=1)')
  return [
    ...tooMuch(config, marker, ordinary),
    ...tooLittle(config, marker, ordinary),
    ...overAdmins(config, admins),
    ...((await isSelfWritable(client, marker)) ? [selfWritable(marker)] : []),
  ]
}

async function sample(client: Client, config: DirectoryConfig, filter: string): Promise<Entry[]> {
  const accounts = await lookUp(client, config.baseDn, {
    filter: `(&(objectClass=user)${filter})`,
    attributes: ['allowedAttributesEffective'],
    sizeLimit: sampleSize,
  })
  // Every account may write some attributes of its own.
  return accounts.filter(({ dn }) => !sameName(dn, config.bindDn))
}

const writable = (entry: Entry) => values(entry, 'allowedAttributesEffective')

function tooMuch({ bindDn }: DirectoryConfig, marker: AdMarker, accounts: Entry[]): Warning[] {
  const excess = accounts.find((entry) => beyond(marker, entry).length > 0)
  if (excess === undefined) return []
  const names = beyond(marker, excess)
  const what = `${bindDn} may write more than it needs on ${excess.dn}: ${names.slice(0, 5).join(', ')}`
  const more = names.length > 5 ? ` and ${names.length - 5} more` : ''
  return [{ what: what + more, advice: `delegate userAccountControl and ${marker.name} only` }]
}

const beyond = (marker: AdMarker, entry: Entry) =>
  writable(entry).filter((name) => name !== 'userAccountControl' && name !== marker.name)

function tooLittle({ bindDn, baseDn }: DirectoryConfig, marker: AdMarker, accounts: Entry[]): Warning[] {
  const needed = ['userAccountControl', marker.name]
  if (accounts.some((entry) => needed.every((name) => writable(entry).includes(name)))) return []
  const what = `${bindDn} may disable none of the ${accounts.length} accounts looked at under ${baseDn}`
  return [{ what, advice: `delegate the writing of ${needed.join(' and ')} on the OUs of hosts and users` }]
}

function overAdmins({ bindDn }: DirectoryConfig, admins: Entry[]): Warning[] {
  if (admins.length === 0) {
    const what = `${bindDn} sees no account with adminCount=1, so it cannot tell who is an administrator`
    return [{ what, advice: 'give it the right to read all properties of accounts' }]
  }
  return admins
    .filter((entry) => writable(entry).length > 0)
    .map(({ dn }) => ({
      what: `${bindDn} may write to the administrator ${dn}`,
      advice: 'take the right away: AdminSDHolder protects administrators from delegated rights',
    }))
}

const selfWritable = ({ name }: AdMarker): Warning => ({
  what: `every account may write ${name} on itself, and so forge or remove our mark`,
  advice: 'leave directory.markerAttribute unset',
})
