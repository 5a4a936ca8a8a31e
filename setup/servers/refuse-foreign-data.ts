import { readdir } from 'node:fs/promises'

/**
 * Fails when the data directory holds the data of another server and none of this one.
 * Starting empty would forget the open cases while their ports and accounts are still held.
 */
export async function refuseForeignData(dataDirectory: string, own: string, family: RegExp): Promise<void> {
  const names = await readdir(dataDirectory).catch(() => [])
  const data = names.filter((name) => family.test(name))
  if (data.length === 0 || data.includes(own)) return
  throw new Error(
    `${dataDirectory} holds ${data.join(', ')}, which the server found now cannot read (it would write ${own}). ` +
      'Make the earlier server findable again, or move that data away to start with none.',
  )
}
