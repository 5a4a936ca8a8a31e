import { type Client, type Entry, escapeFilter } from 'ldapts'
import { single } from './entry.ts'

/**
 * Distinguished names, in lower case, of every group an entry is in; OpenLDAP follows no nesting by
 * itself.
 */
export async function openldapGroups(client: Client, baseDn: string, entry: Entry): Promise<string[]> {
  const groups = new Set<string>()
  let members = [
    escapeFilter`(|(member=${entry.dn})(uniqueMember=${entry.dn})(memberUid=${single(entry, 'uid') ?? ''}))`,
  ]
  while (members.length > 0) {
    const found = await client.search(baseDn, { filter: `(|${members.join('')})`, attributes: ['1.1'] })
    const fresh = found.searchEntries.map(({ dn }) => dn).filter((dn) => !groups.has(dn.toLowerCase()))
    for (const dn of fresh) groups.add(dn.toLowerCase())
    members = fresh.map((dn) => escapeFilter`(member=${dn})(uniqueMember=${dn})`)
  }
  return [...groups]
}
