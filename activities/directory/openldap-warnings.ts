import type { Client } from 'ldapts'
import type { Warning } from './directory.ts'
import { values } from './entry.ts'
import { lookUp } from './look-up.ts'

/** The control that the ppolicy overlay brings with it (draft-behera-ldap-password-policy section 6). */
const passwordPolicy = '1.3.6.1.4.1.42.2.27.8.5.1'

/** Whether a lock can have an effect; OpenLDAP does not tell anybody which rights they have. */
export async function openldapWarnings(client: Client): Promise<Warning[]> {
  const [root] = await lookUp(client, '', { scope: 'base', attributes: ['supportedControl'] })
  if (root !== undefined && values(root, 'supportedControl').includes(passwordPolicy)) return []
  const what = 'the server does not have the ppolicy overlay loaded, so no account can be locked'
  return [{ what, advice: 'load ppolicy, with pwdLockout TRUE in its default policy' }]
}
