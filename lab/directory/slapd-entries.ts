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

/** Distinguished name of a machine's or person's account in the directory. */
export const slapdDn = (company: Company, name: string): string =>
  isUser(company, name)
    ? `UID=${name},OU=People,${baseDnOf(company)}`
    : `CN=${name},OU=Hosts,${baseDnOf(company)}`

/** The company as LDIF (RFC 2849) for slapadd. */
export function slapdEntries(company: Company): string {
  const baseDn = baseDnOf(company)
  const [dc = ''] = company.domain.split('.')
  return [
    entry(baseDn, { objectClass: ['dcObject', 'organization'], dc, o: company.domain }),
    ...['People', 'Hosts', 'Groups', 'Policies', 'Bots'].map((ou) =>
      entry(`OU=${ou},${baseDn}`, { objectClass: 'organizationalUnit', ou }),
    ),
    entry(`CN=straggler,OU=Bots,${baseDn}`, {
      objectClass: ['applicationProcess', 'simpleSecurityObject'],
      cn: 'straggler',
      userPassword: labPassword,
    }),
    entry(`CN=default,OU=Policies,${baseDn}`, {
      objectClass: ['device', 'pwdPolicy'],
      cn: 'default',
      pwdAttribute: 'userPassword',
      // Without it ppolicy ignores pwdAccountLockedTime and a locked account binds all the same.
      pwdLockout: 'TRUE',
    }),
    ...company.users.map((user) => userEntry(company, user)),
    ...company.hosts.map((host) => hostEntry(company, host)),
    ...adminGroups(company),
  ].join('\n')
}

function userEntry(company: Company, user: CompanyUser): string {
  return entry(slapdDn(company, user.uid), {
    objectClass: 'inetOrgPerson',
    uid: user.uid,
    cn: user.name,
    sn: user.name,
    mail: mailOf(company, user),
    userPassword: labPassword,
  })
}

/** A machine that binds as itself, as for sssd or 802.1X: `device` with a password. */
function hostEntry(company: Company, host: CompanyHost): string {
  return entry(slapdDn(company, host.name), {
    objectClass: ['device', 'simpleSecurityObject'],
    cn: [host.name, fqdnOf(company, host)],
    userPassword: labPassword,
    ...(host.owner !== undefined && { owner: slapdDn(company, host.owner) }),
  })
}

/** Administrators are members of a group that is a member of another one. */
function adminGroups(company: Company): string[] {
  const member = company.users.filter((user) => user.admin).map((user) => slapdDn(company, user.uid))
  if (member.length === 0) return []
  const groups = `OU=Groups,${baseDnOf(company)}`
  const inner = `CN=site-admins,${groups}`
  return [
    entry(inner, { objectClass: 'groupOfNames', cn: 'site-admins', member }),
    entry(`CN=all-admins,${groups}`, { objectClass: 'groupOfNames', cn: 'all-admins', member: inner }),
  ]
}

function entry(dn: string, attributes: Record<string, string | string[]>): string {
  const lines = Object.entries(attributes).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}`),
  )
  return [`dn: ${dn}`, ...lines, ''].join('\n')
}
