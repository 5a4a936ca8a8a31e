import { Attribute, Change, type Client } from 'ldapts'
import {
  baseDnOf,
  type Company,
  type CompanyHost,
  type CompanyUser,
  fqdnOf,
  isUser,
  labPassword,
  mailOf,
} from './company.ts'

/** Distinguished name of a machine's or person's account in the domain. */
export const sambaDn = (company: Company, name: string): string =>
  `CN=${name},OU=${isUser(company, name) ? 'People' : 'Hosts'},${baseDnOf(company)}`

/** Fills a running domain with the company's people and machines. */
export async function addSambaEntries(admin: Client, company: Company): Promise<void> {
  for (const user of company.users) await admin.add(sambaDn(company, user.uid), userEntry(company, user))
  for (const host of company.hosts) await admin.add(sambaDn(company, host.name), hostEntry(company, host))
  const admins = company.users.filter((user) => user.admin).map((user) => sambaDn(company, user.uid))
  if (admins.length === 0) return
  const nested = `CN=Site Admins,OU=People,${baseDnOf(company)}`
  await admin.add(nested, { objectClass: 'group', sAMAccountName: 'Site Admins', member: admins })
  const member = new Attribute({ type: 'member', values: [nested] })
  const domainAdmins = `CN=Domain Admins,CN=Users,${baseDnOf(company)}`
  await admin.modify(domainAdmins, new Change({ operation: 'add', modification: member }))
}

const userEntry = (company: Company, user: CompanyUser) =>
  attributes({
    objectClass: 'user',
    sAMAccountName: user.uid,
    userPrincipalName: mailOf(company, user),
    displayName: user.name,
    mail: mailOf(company, user),
    userAccountControl: '512',
  })

const hostEntry = (company: Company, host: CompanyHost) =>
  attributes({
    objectClass: 'computer',
    sAMAccountName: `${host.name}$`,
    dNSHostName: fqdnOf(company, host),
    operatingSystem: host.os,
    ...(host.owner !== undefined && { managedBy: sambaDn(company, host.owner) }),
    userAccountControl: '4096',
  })

/** A domain controller takes a new password in quotes and in UTF-16 (MS-ADTS 3.1.1.3.1.5.1). */
const unicodePwd = Buffer.from(`"${labPassword}"`, 'utf16le')

const attributes = (texts: Record<string, string>): Attribute[] => [
  ...Object.entries(texts).map(([type, value]) => new Attribute({ type, values: [value] })),
  new Attribute({ type: 'unicodePwd', values: [unicodePwd] }),
]
