import type { Change, Client } from 'ldapts'
import { transient } from '../failure.ts'
import type { Reading } from '../penalisable.ts'
import type { AdMarker } from './ad-marker.ts'
import { add, remove } from './change.ts'
import type { Account } from './directory.ts'
import { guidDn } from './guid.ts'
import { markText } from './mark.ts'
import { uac } from './uac.ts'
import { writeProof } from './write-proof.ts'

/**
 * Sets the disabling bit and leaves the mark in one write, then adds to the mark what proves that write
 * ours.
 */
export async function adDisable(
  client: Client,
  account: Account,
  mark: string,
  marker: AdMarker,
  get: (guid: string) => Promise<Account | null>,
): Promise<void> {
  const { guid, name, reading } = account
  const text = markText(mark)
  await client.modify(guidDn(guid), disabling(account, text, marker))
  const written = await get(guid)
  // A domain controller answers "success" and writes nothing where somebody else set the bit meanwhile.
  if (written?.reading.mark !== mark) {
    await client.modify(guidDn(guid), [remove(marker.name, text), ...restored(reading.prior, marker)])
    throw transient(`${name} was disabled by somebody else in the same moment`, 'it is read again')
  }
  const proven = markText(mark, writeProof(reading, written.reading))
  await client.modify(guidDn(guid), [remove(marker.name, text), add(marker.name, proven)])
}

/** Clears the disabling bit and no other one, and gives the marker attribute back. */
export async function adEnable(
  client: Client,
  account: Account,
  prior: Reading['prior'],
  marker: AdMarker,
): Promise<void> {
  const now = Number(account.lock)
  await client.modify(guidDn(account.guid), [
    remove('userAccountControl', String(now)),
    add('userAccountControl', String(now & ~uac.accountDisable)),
    ...unmarking(account, prior, marker),
  ])
}

/** Gives the marker attribute back on an account that somebody else has enabled. */
export const adUnmark = (
  client: Client,
  account: Account,
  prior: Reading['prior'],
  marker: AdMarker,
): Promise<void> => client.modify(guidDn(account.guid), unmarking(account, prior, marker))

const unmarking = ({ stale }: Account, prior: Reading['prior'], marker: AdMarker): Change[] => [
  ...stale.map((text) => remove(marker.name, text)),
  ...restored(prior, marker),
]

function disabling(account: Account, text: string, marker: AdMarker): Change[] {
  const { lock, stale, reading } = account
  const { prior } = reading
  const before = Number(lock)
  return [
    remove('userAccountControl', String(before)),
    add('userAccountControl', String(before | uac.accountDisable)),
    ...stale.map((old) => remove(marker.name, old)),
    ...(typeof prior.marker === 'string' ? [remove(marker.name, prior.marker)] : []),
    add(marker.name, text),
  ]
}

/** Somebody's own text that stood in the marker attribute before us. */
const restored = ({ marker: text }: Reading['prior'], marker: AdMarker): Change[] =>
  typeof text === 'string' ? [add(marker.name, text)] : []
