import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** A certificate for `hostname` that is its own authority, good for two days. */
export function selfSigned(directory: string, hostname: string): { caFile: string; keyFile: string } {
  const caFile = join(directory, 'ca.pem')
  const keyFile = join(directory, 'key.pem')
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const name = ['-subj', `/CN=${hostname}`, '-addext', `subjectAltName=DNS:${hostname}`]
  const files = ['-keyout', keyFile, '-out', caFile]
  // openssl makes the key readable for its owner only, which Samba insists on.
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...curve, ...name, ...files], { stdio: 'pipe' })
  return { caFile, keyFile }
}
