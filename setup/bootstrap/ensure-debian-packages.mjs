import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { keepServicesDown } from './keep-services-down.mjs'
import { runQuietly } from './run-quietly.mjs'
import { say } from './say.mjs'

const run = promisify(execFile)

/** What the lab and the tests over real protocols run: switch, directories, neighbours, packets. */
const PACKAGES = [
  'iproute2',
  'iputils-ping',
  'snmpd',
  'snmp',
  'libsnmp-perl',
  'lldpd',
  'tcpdump',
  'slapd',
  'ldap-utils',
  'samba',
  'samba-ad-provision',
  'samba-dsdb-modules',
]

/** Installs missing Debian packages where we may; says what to do where we may not, and goes on. */
export async function ensureDebianPackages() {
  const missing = await missingPackages()
  if (missing.length === 0) return
  const command = `apt-get install --no-install-recommends ${missing.join(' ')}`
  if (process.getuid?.() !== 0) {
    say(`not root, so the tests and the lab that need these are left out; as root: ${command}`)
    return
  }
  say(`apt-get: installing ${missing.join(', ')}`)
  const remove = keepServicesDown()
  try {
    await install(missing)
  } catch (fault) {
    say(`apt-get did not work, so the tests and the lab that need it are left out. ${fault.message}`)
  } finally {
    remove()
  }
}

async function missingPackages() {
  if (!existsSync('/usr/bin/dpkg-query')) {
    say('not a Debian system: the tests and the lab that need snmpd, slapd, samba or lldpd are left out')
    return []
  }
  const format = '-f=$' + '{Package} $' + '{db:Status-Status}\n'
  // dpkg-query ends with 1 when it does not know one of them, and lists the others all the same.
  const { stdout } = await run('dpkg-query', ['-W', format, ...PACKAGES]).catch((fault) => fault)
  const installed = stdout.split('\n').filter((line) => line.endsWith(' installed'))
  return PACKAGES.filter((name) => !installed.includes(`${name} installed`))
}

async function install(names) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const aptGet = (...args) =>
    runQuietly(`apt-get ${args[0]}`, 'apt-get', ['-y', ...OPTIONS, ...args], { env })
  await aptGet('update')
  await aptGet('install', '--no-install-recommends', ...names)
}

const OPTIONS = ['-q', '-o', 'DPkg::Lock::Timeout=300']
