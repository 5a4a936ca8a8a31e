import { Attribute, Change, type Client } from 'ldapts'
import { labPassword } from '../../lab/directory/company.ts'
import { binds, labClient } from '../../lab/directory/lab-client.ts'
import type { LabDirectory } from '../../lab/directory/lab-directory.ts'

/** Whether an account is let in with its right password. */
export const logsOn = (directory: LabDirectory, name: string): Promise<boolean> =>
  binds(directory, { bindDn: directory.dnOf(name), password: labPassword })

/** What every write changes, whatever it writes (RFC 4512 section 3.4.1, and slapd's change sequence number). */
const writeCounters = ['modifyTimestamp', 'modifiersName', 'entryCSN']

/** The whole entry of an account, operational attributes too, but for those that count writes. */
export const accountNow = (directory: LabDirectory, name: string): Promise<Record<string, unknown>> =>
  asAdmin(directory, async (client) => {
    const attributes = ['*', '+']
    const { searchEntries } = await client.search(directory.dnOf(name), { scope: 'base', attributes })
    const [entry = {}] = searchEntries
    return Object.fromEntries(Object.entries(entry).filter(([key]) => !writeCounters.includes(key)))
  })

/** Gives the account a description, as the directory's people do. */
export const describeAccount = (directory: LabDirectory, name: string, text: string): Promise<void> =>
  asAdmin(directory, (client) => {
    const modification = new Attribute({ type: 'description', values: [text] })
    return client.modify(directory.dnOf(name), new Change({ operation: 'add', modification }))
  })

async function asAdmin<T>(directory: LabDirectory, job: (client: Client) => Promise<T>): Promise<T> {
  const client = labClient(directory)
  await client.bind(directory.admin.bindDn, directory.admin.password)
  try {
    return await job(client)
  } finally {
    await client.unbind()
  }
}
