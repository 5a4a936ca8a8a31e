import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { baseDnOf, type Company, labPassword, smallCompany } from './company.ts'
import { freePort } from './free-port.ts'
import { binds } from './lab-client.ts'
import type { LabDirectory } from './lab-directory.ts'
import { onPath, startProcess, systemPath } from './process.ts'
import { slapdDn, slapdEntries } from './slapd-entries.ts'

/** Why slapd cannot run here; undefined when it can. */
export const slapdMissing = (): string | undefined =>
  onPath('slapd') ? undefined : 'slapd is not installed: apt-get install slapd'

/**
 * Starts Debian's slapd on a free loopback port with `company` in it. Everything is gone after `stop`, unless
 * it is kept in a folder: then the next start there finds the directory as it was left.
 */
export async function startSlapd(company: Company = smallCompany, keepIn?: string): Promise<LabDirectory> {
  const baseDn = baseDnOf(company)
  const bindDn = `CN=straggler,OU=Bots,${baseDn}`
  const admin = { bindDn: `CN=admin,${baseDn}`, password: labPassword }
  const directory = keepIn ?? mkdtempSync(join(tmpdir(), 'straggler-slapd-'))
  const isNew = !existsSync(join(directory, 'db', 'data.mdb'))
  const config = join(directory, 'slapd.conf')
  mkdirSync(join(directory, 'db'), { recursive: true })
  writeFileSync(config, slapdConf(directory, baseDn, bindDn, admin.bindDn), { mode: 0o600 })
  if (isNew) {
    const input = slapdEntries(company)
    execFileSync('slapadd', ['-q', '-f', config], { input, env: systemPath(), stdio: 'pipe' })
  }

  const url = `ldap://127.0.0.1:${await freePort()}`
  const server = await startProcess(['slapd', '-d', '0', '-h', url, '-f', config], () =>
    binds({ url }, admin),
  )
  return {
    kind: 'openldap',
    url,
    bindDn,
    password: labPassword,
    baseDn,
    admin,
    dnOf: (name) => slapdDn(company, name),
    changes: changesIn(directory),
    async stop() {
      await server.stop()
      if (keepIn === undefined) rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Every write that succeeded, as LDIF change records (slapo-auditlog(5)). */
const changesIn = (directory: string): string => join(directory, 'changes.ldif')

/**
 * The bot may write the lock and the mark, and nothing else (`manage`: the lock is an operational
 * attribute).
 */
const slapdConf = (directory: string, baseDn: string, bot: string, admin: string) => `
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload ppolicy
moduleload auditlog
database mdb
maxsize 67108864
suffix "${baseDn}"
rootdn "${admin}"
rootpw ${labPassword}
directory ${join(directory, 'db')}
dbnosync
index objectClass,entryUUID,uid,cn eq
overlay auditlog
auditlog ${changesIn(directory)}
overlay ppolicy
ppolicy_default "CN=default,OU=Policies,${baseDn}"
access to attrs=userPassword by anonymous auth by * none
access to attrs=pwdAccountLockedTime by dn.exact="${bot}" manage by users read
access to dn.subtree="OU=Bots,${baseDn}" attrs=description by users read
access to attrs=description by dn.exact="${bot}" write by users read
access to * by users read
`
