import type { Entry } from 'ldapts'
import { isServiceClass, tokenGroups } from './ad-account.ts'
import { octets, single, values } from './entry.ts'
import { sidText } from './sid.ts'
import { has, uac } from './uac.ts'

/** One protection of Active Directory: why the account must not be written, or null. */
type Rule = (entry: Entry) => string | null

const control = (entry: Entry) => Number(single(entry, 'userAccountControl') ?? Number.NaN)

/** What cannot be read may hide a reason: an account that shows too little is not written. */
const isUnreadable: Rule = (entry) => {
  const missing = [
    ...(Number.isNaN(control(entry)) ? ['userAccountControl'] : []),
    ...(octets(entry, 'objectSid') === null ? ['objectSid'] : []),
    ...(octets(entry, 'replPropertyMetaData') === null ? ['replPropertyMetaData'] : []),
    // Every account is in its primary group at least.
    ...(tokenGroups(entry).length === 0 ? ['tokenGroups'] : []),
  ]
  return missing.length === 0 ? null : `we cannot read its ${missing.join(', ')}`
}

const isDomainController: Rule = (entry) =>
  has(control(entry), uac.serverTrust | uac.partialSecrets) ? 'it is a domain controller' : null

const isTrust: Rule = (entry) =>
  has(control(entry), uac.interdomainTrust) ? 'it is a trust between domains' : null

const isTrustedForDelegation: Rule = (entry) =>
  has(control(entry), uac.trustedForDelegation)
    ? 'it is trusted for delegation, so services depend on it'
    : null

const isCritical: Rule = (entry) =>
  single(entry, 'isCriticalSystemObject') === 'TRUE' ? 'it is a critical object of the domain' : null

const isUnderAdminSdHolder: Rule = (entry) =>
  Number(single(entry, 'adminCount') ?? 0) > 0 ? 'it is, or was, an administrator (adminCount)' : null

const isService: Rule = (entry) => {
  const classes = values(entry, 'objectClass')
  if (isServiceClass(classes)) return 'it is a managed service account'
  if (classes.includes('computer')) return null
  const [name] = values(entry, 'servicePrincipalName')
  return name === undefined ? null : `it is a service account (servicePrincipalName ${name})`
}

const isServer: Rule = (entry) => {
  if (!values(entry, 'objectClass').includes('computer')) return null
  const os = single(entry, 'operatingSystem')
  if (os === null) return 'the directory does not say what operating system it runs'
  return /server/i.test(os) ? `it runs ${os}` : null
}

/** Built-in accounts (MS-DTYP 2.4.2.4): Administrator, Guest, krbtgt. */
const isBuiltIn: Rule = (entry) => {
  const sid = octets(entry, 'objectSid')
  return sid !== null && /^S-1-5-21-.*-(500|501|502)$/.test(sidText(sid)) ? 'it is a built-in account' : null
}

/** Groups that hold power over the domain, by the end of their SID (MS-DTYP 2.4.2.4). */
const privileged: Record<string, string> = {
  'S-1-5-32-544': 'Administrators',
  'S-1-5-32-548': 'Account Operators',
  'S-1-5-32-549': 'Server Operators',
  'S-1-5-32-550': 'Print Operators',
  'S-1-5-32-551': 'Backup Operators',
  'S-1-5-32-552': 'Replicators',
  'domain-498': 'Enterprise Read-only Domain Controllers',
  'domain-512': 'Domain Admins',
  'domain-516': 'Domain Controllers',
  'domain-517': 'Cert Publishers',
  'domain-518': 'Schema Admins',
  'domain-519': 'Enterprise Admins',
  'domain-520': 'Group Policy Creator Owners',
  'domain-521': 'Read-only Domain Controllers',
  'domain-526': 'Key Admins',
  'domain-527': 'Enterprise Key Admins',
}

const isPrivileged: Rule = (entry) => {
  const groups = tokenGroups(entry).map((sid) => sid.replace(/^S-1-5-21-.*-/, 'domain-'))
  const group = groups.find((sid) => sid in privileged)
  return group === undefined ? null : `it is a member of ${privileged[group]}`
}

const rules = [
  isUnreadable,
  isDomainController,
  isTrust,
  isTrustedForDelegation,
  isCritical,
  isBuiltIn,
  isUnderAdminSdHolder,
  isPrivileged,
  isService,
  isServer,
]

/** Why Active Directory's own facts forbid to write this account, or null. */
export function forbiddenByAd(entry: Entry): string | null {
  for (const rule of rules) {
    const why = rule(entry)
    if (why !== null) return why
  }
  return null
}
