/** A machine of the company, with its own account in the directory. */
export interface CompanyHost {
  /** Short name, at most 15 characters (NetBIOS). */
  name: string
  /** `uid` of the person it belongs to. */
  owner?: string
  os: string
}

/** A person of the company; `admin` makes them a member of the administrators' group. */
export interface CompanyUser {
  uid: string
  name: string
  admin?: true
}

/** What a lab directory is filled with, whichever server it runs on. */
export interface Company {
  domain: string
  hosts: CompanyHost[]
  users: CompanyUser[]
}

/**
 * Every account of the lab has this password: there is nothing to protect, and it meets AD's complexity
 * rule.
 */
export const labPassword = 'Lab-Passw0rd!'

export const baseDnOf = (company: Company): string => `DC=${company.domain.replaceAll('.', ',DC=')}`
export const isUser = (company: Company, name: string): boolean =>
  company.users.some(({ uid }) => uid === name)
export const fqdnOf = (company: Company, host: CompanyHost): string =>
  `${host.name.toLowerCase()}.${company.domain}`
export const mailOf = (company: Company, user: CompanyUser): string => `${user.uid}@${company.domain}`

/** The company that tests run on: one of each that a rule tells apart. */
export const smallCompany: Company = {
  domain: 'corp.example',
  hosts: [
    { name: 'WS-0417', owner: 'mia', os: 'Windows 11 Enterprise' },
    { name: 'WS-0418', owner: 'noor', os: 'Windows 11 Enterprise' },
    { name: 'SRV-01', os: 'Windows Server 2022 Datacenter' },
  ],
  users: [
    { uid: 'mia', name: 'Mia Example' },
    { uid: 'noor', name: 'Noor Example' },
    { uid: 'ada', name: 'Ada Example', admin: true },
  ],
}
