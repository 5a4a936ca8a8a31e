import { type Client, type Entry, NoSuchObjectError, type SearchOptions } from 'ldapts'

/** Entries found; a base that does not exist holds none. */
export async function lookUp(client: Client, base: string, options: SearchOptions): Promise<Entry[]> {
  try {
    return (await client.search(base, options)).searchEntries
  } catch (error) {
    if (error instanceof NoSuchObjectError) return []
    throw error
  }
}
