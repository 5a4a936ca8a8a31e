import type { SwitchConfig } from '../../config/schema.ts'

/** net-snmp's command line for a switch; secrets stay references, for the person to fill in. */
export function snmpCommand(tool: 'snmpget' | 'snmpset', config: SwitchConfig, varbind: string): string {
  return `${tool} ${accessOf(tool, config)} ${config.address}:${config.port} ${varbind}`
}

function accessOf(tool: 'snmpget' | 'snmpset', config: SwitchConfig): string {
  const { version, readCommunity, writeCommunity, user } = config
  const community = tool === 'snmpset' ? writeCommunity : readCommunity
  if (version !== '3') return `-v${version} -c '<${community}>'`
  const { authKey, authProtocol, privKey, privProtocol } = config
  const level = authKey ? (privKey ? 'authPriv' : 'authNoPriv') : 'noAuthNoPriv'
  return [
    `-v3 -u '${user}' -l ${level}`,
    ...(authKey ? [`-a ${digests[authProtocol]} -A '<${authKey}>'`] : []),
    ...(privKey ? [`-x ${ciphers[privProtocol]} -X '<${privKey}>'`] : []),
  ].join(' ')
}

const digests = { md5: 'MD5', sha: 'SHA', sha256: 'SHA-256', sha512: 'SHA-512' }
const ciphers = { des: 'DES', aes: 'AES', aes256b: 'AES-256' }
