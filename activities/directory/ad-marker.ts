import { type Client, type Entry, escapeFilter } from 'ldapts'
import type { DirectoryConfig } from '../../config/schema.ts'
import { permanent } from '../failure.ts'
import { octets, single } from './entry.ts'
import { lookUp } from './look-up.ts'
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

/**
 * The configured marker attribute, looked up in the schema: without a single value there is no compare-
 * and-set.
 */
export async function adMarker(client: Client, config: DirectoryConfig): Promise<AdMarker> {
  const name = config.markerAttribute ?? defaultMarker.name
  if (name === defaultMarker.name) return defaultMarker
  const definition = await definitionOf(client, name)
  if (definition === undefined) throw permanent(`the directory's schema has no attribute ${name}`, advice)
  if (single(definition, 'isSingleValued') !== 'TRUE') throw permanent(`${name} is not single-valued`, advice)
  const number = single(definition, 'msDS-IntId')
  const type = number === null ? attributeType(single(definition, 'attributeID') ?? '') : Number(number) >>> 0
  if (type === undefined) throw permanent(`nothing can tell who wrote ${name}`, advice)
  return { name, type }
}

/** Property set Personal-Information {77b5b886-944a-11d1-aebd-0000f80367c1}, as octets. */
const personalInformation = Buffer.from('86b8b5774a94d111aebd0000f80367c1', 'hex')

/** Whether every account may write this attribute on itself. */
export async function isSelfWritable(client: Client, { name }: AdMarker): Promise<boolean> {
  const definition = await definitionOf(client, name)
  const set = definition === undefined ? null : octets(definition, 'attributeSecurityGUID')
  return set?.equals(personalInformation) ?? false
}

async function definitionOf(client: Client, name: string): Promise<Entry | undefined> {
  const [root] = await lookUp(client, '', { scope: 'base', attributes: ['schemaNamingContext'] })
  const schema = (root && single(root, 'schemaNamingContext')) ?? ''
  const [definition] = await lookUp(client, schema, {
    filter: escapeFilter`(&(objectClass=attributeSchema)(lDAPDisplayName=${name}))`,
    attributes: ['attributeID', 'msDS-IntId', 'isSingleValued', 'attributeSecurityGUID'],
    explicitBufferAttributes: ['attributeSecurityGUID'],
  })
  return definition
}
