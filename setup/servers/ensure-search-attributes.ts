import { Connection } from '@temporalio/client'

// INDEXED_VALUE_TYPE_KEYWORD of temporal.api.enums.v1; the SDK exports no name for it.
const KEYWORD = 2

/** The search attributes of a case, all of them keywords. */
export const SEARCH_ATTRIBUTES = ['CaseState', 'Site', 'Band'] as const

/** Registers the search attributes that a server run by somebody else does not have yet. */
export async function ensureSearchAttributes(address: string): Promise<void> {
  const connection = await Connection.connect({ address })
  try {
    const namespace = 'default'
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace })
    const missing = SEARCH_ATTRIBUTES.filter((name) => !(name in (customAttributes ?? {})))
    if (missing.length === 0) return
    const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]))
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes })
  } finally {
    await connection.close()
  }
}
