import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { baseDnOf, type Company, labPassword, smallCompany } from './company.ts'
import { binds, labClient } from './lab-client.ts'
import type { LabDirectory } from './lab-directory.ts'
import { onPath, startProcess, systemPath } from './process.ts'
import { relay } from './relay.ts'
import { addSambaEntries, sambaDn } from './samba-entries.ts'
import { selfSigned } from './self-signed.ts'

/** Debian's Python, which has Samba's modules; another one may come first on the PATH. */
const python = '/usr/bin/python3'

/** Why a Samba domain controller cannot run here; undefined when it can. */
export function sambaMissing(): string | undefined {
  if (process.getuid?.() !== 0) return 'Samba needs root for its own network namespace'
  const hasSchema = existsSync('/usr/share/samba/setup/provision.ldif')
  if (onPath('samba') && onPath('unshare') && hasSchema) return undefined
  return 'Samba is not installed: apt-get install samba samba-ad-provision samba-dsdb-modules'
}

/**
 * Starts a Samba Active Directory domain controller with `company` in it, over ldaps.
 * Its ports are fixed, so it lives in a network namespace that ends with it; a relay leads to ldaps.
 */
export async function startSamba(company: Company = smallCompany): Promise<LabDirectory> {
  const directory = mkdtempSync(join(tmpdir(), 'straggler-samba-'))
  mkdirSync(join(directory, 'run'))
  const socket = join(directory, 'ldaps')
  const { caFile, keyFile } = selfSigned(directory, 'localhost')
  provision(directory, company)

  const outside = await relay(0, { path: socket })
  const url = `ldaps://localhost:${(outside.address() as AddressInfo).port}`
  const baseDn = baseDnOf(company)
  const admin = { bindDn: `CN=Administrator,CN=Users,${baseDn}`, password: labPassword }
  const script = `ip link set lo up; "${process.execPath}" "$0" "$1" 636 & shift; exec samba "$@"`
  const server = await startProcess(
    ['unshare', '--net', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-c', script]
      .concat(join(import.meta.dirname, 'relay.ts'), socket)
      .concat(sambaOptions(directory, caFile, keyFile)),
    () => binds({ url, caFile }, admin),
  )
  const client = labClient({ url, caFile })
  await client.bind(admin.bindDn, admin.password)
  await addSambaEntries(client, company)
  await client.unbind()
  return {
    kind: 'activeDirectory',
    url,
    caFile,
    bindDn: `CN=straggler,CN=Users,${baseDn}`,
    password: labPassword,
    baseDn,
    admin,
    dnOf: (name) => sambaDn(company, name),
    async stop() {
      outside.close()
      await server.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function provision(directory: string, company: Company): void {
  const realm = company.domain.toUpperCase()
  const conf = [
    '[global]',
    'netbios name = DC1',
    `realm = ${realm}`,
    `workgroup = ${realm.split('.')[0]}`,
    'server role = active directory domain controller',
  ]
  writeFileSync(join(directory, 'smb.conf'), conf.join('\n'))
  const script = join(import.meta.dirname, 'provision-domain.py')
  execFileSync(python, [script, directory, realm, labPassword], { env: systemPath(), stdio: 'pipe' })
}

/** Without the directories Samba writes into the system's own, whatever the target directory was. */
function sambaOptions(directory: string, caFile: string, keyFile: string): string[] {
  const options = {
    interfaces: 'lo',
    'bind interfaces only': 'yes',
    'server services': 'ldap',
    'log file': join(directory, 'log'),
    'pid directory': join(directory, 'run'),
    'ncalrpc dir': join(directory, 'ncalrpc'),
    'winbindd socket directory': join(directory, 'winbindd'),
    'ntp signd socket directory': join(directory, 'ntp'),
    'tls certfile': caFile,
    'tls keyfile': keyFile,
    'tls cafile': '',
  }
  const flags = Object.entries(options).map(([name, value]) => `--option=${name}=${value}`)
  return ['-i', '-M', 'single', '-s', join(directory, 'dc/etc/smb.conf'), ...flags]
}
