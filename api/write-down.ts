import type { EntryDraft } from '../trail/entry.ts'
import type { Principal } from './auth.ts'
import type { Services } from './services.ts'

/** What a person or a program did through the API; who it was is added. */
export type Deed = Omit<EntryDraft, 'actor' | 'personal'> & {
  why?: string
  personal?: Record<string, string>
}

/** Writes a deed into the trail, the name of whoever did it as personal data. */
export async function writeDown({ trail }: Services, who: Principal, deed: Deed): Promise<void> {
  const { why, personal, ...draft } = deed
  await trail.append({
    ...draft,
    actor: {
      type: who.role === 'machine' ? 'machine' : 'person',
      ref: who.tokenId,
      role: who.role,
      authn: 'token',
    },
    personal: { ...personal, by: who.name, ...(why !== undefined && { reason: why }) },
  })
}
