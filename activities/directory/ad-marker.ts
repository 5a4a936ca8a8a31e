import { type Client, escapeFilter } from 'ldapts'
import type { DirectoryConfig } from '../../config/schema.ts'
import { permanent } from '../failure.ts'
import { single } from './entry.ts'
import { attributeType } from './write-origin.ts'

/** The attribute that holds our mark in Active Directory. */
export interface AdMarker {
  name: string
  /** Its ATTRTYP, by which replication metadata names it. */
  type: number
}

/**
 * User-Comment: in every schema since Windows 2000, on users and computers, single-valued, and outside of the
 * Personal-Information property set, which every account may write on itself (MS-ADA1; MS-ADTS 3.1.1.2.3.3).
 */
const defaultMarker: AdMarker = { name: 'comment', type: 0x9009c }

const advice =
  'leave directory.markerAttribute unset, or name a single-valued attribute of users and computers'

/** The configured marker attribute, looked up in the schema: without a single value there is no compare-and-set. */
export async function adMarker(client: Client, config: DirectoryConfig): Promise<AdMarker> {
  const name = config.markerAttribute ?? defaultMarker.name
  if (name === defaultMarker.name) return defaultMarker
  const root = await client.search('', { scope: 'base', attributes: ['schemaNamingContext'] })
  const schema = root.searchEntries[0] && single(root.searchEntries[0], 'schemaNamingContext')
  const found = await client.search(schema ?? '', {
    filter: escapeFilter`(&(objectClass=attributeSchema)(lDAPDisplayName=${name}))`,
    attributes: ['attributeID', 'msDS-IntId', 'isSingleValued'],
  })
  const [definition] = found.searchEntries
  if (definition === undefined) throw permanent(`the directory's schema has no attribute ${name}`, advice)
  if (single(definition, 'isSingleValued') !== 'TRUE') throw permanent(`${name} is not single-valued`, advice)
  const number = single(definition, 'msDS-IntId')
  const type = number === null ? attributeType(single(definition, 'attributeID') ?? '') : Number(number) >>> 0
  if (type === undefined) throw permanent(`nothing can tell who wrote ${name}`, advice)
  return { name, type }
}
