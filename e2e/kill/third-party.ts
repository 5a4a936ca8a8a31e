import { Attribute, Change } from 'ldapts'
import snmp from 'net-snmp'
import { labSecrets } from '../../lab/company/lab-config.ts'
import type { LabHost } from '../../lab/company/lab-host.ts'
import { labClient } from '../../lab/directory/lab-client.ts'
import type { LabDirectory } from '../../lab/directory/lab-directory.ts'

const ifAdminStatus = '1.3.6.1.2.1.2.2.1.7'
const ifAlias = '1.3.6.1.2.1.31.1.1.1.18'

/** Somebody else describes a port anew, as an admin at the switch would. */
export const describePort = (port: number, { ifIndex }: LabHost, text: string): Promise<void> =>
  set(port, { oid: `${ifAlias}.${ifIndex}`, type: snmp.ObjectType.OctetString, value: text })

/** Somebody else opens a port. */
export const openPort = (port: number, { ifIndex }: LabHost): Promise<void> =>
  set(port, { oid: `${ifAdminStatus}.${ifIndex}`, type: snmp.ObjectType.Integer, value: 1 })

function set(port: number, varbind: { oid: string; type: number; value: string | number }): Promise<void> {
  const options = { port, version: snmp.Version2c }
  const session = snmp.createSession('127.0.0.1', labSecrets.writeCommunity, options)
  return new Promise<void>((resolve, reject) => {
    session.set([varbind], (error: Error | null) => (error ? reject(error) : resolve()))
  }).finally(() => session.close())
}

/** Somebody else lets an account in again. */
export async function unlock(directory: LabDirectory, name: string): Promise<void> {
  const client = labClient(directory)
  await client.bind(directory.admin.bindDn, directory.admin.password)
  const modification = new Attribute({ type: 'pwdAccountLockedTime', values: [] })
  await client.modify(directory.dnOf(name), new Change({ operation: 'delete', modification }))
  await client.unbind()
}
