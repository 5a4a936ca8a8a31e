import type { Effect, EffectResult } from '../../domain/effect.ts'
import type { NoticeKind } from '../../domain/rung.ts'
import { addNotice, correspondenceOf } from '../../store/correspondence.ts'
import { issueOwnerLink } from '../notice/issue-owner-link.ts'
import type { Text } from '../notice/texts/facts.ts'
import { managementNotice } from '../notice/texts/management-notice.ts'
import { managerNotice } from '../notice/texts/manager-notice.ts'
import { ownerNotice } from '../notice/texts/owner-notice.ts'
import type { EffectContext, PerformEffect } from '../perform/effect-context.ts'
import { caseFacts } from './case-facts.ts'
import { notConfigured, type PeopleParts } from './parts.ts'

/** One notice rung: delivered means that the mail server answered 250 (R14). */
export function createNotice(parts: PeopleParts, kind: NoticeKind): PerformEffect {
  return async (effect, context) => {
    if (!parts.mailer) return notConfigured('mail')
    const to = addressee(parts, kind, context)
    if (to === undefined) return nobody(kind)
    const { subject, text } = await words(parts, kind, effect, context)
    const thread = (await correspondenceOf(parts.db, effect.caseId)).notices.map((sent) => sent.messageId)
    const { messageId, answer } = await parts.mailer.send({ key: context.key, to, subject, text, thread })
    await addNotice(parts.db, effect.caseId, { key: context.key, kind, messageId, answer, at: context.now() })
    context.observe({ evidence: [`mail server answered: ${answer}`], personal: { to } })
    return { type: 'effect.done', ref: messageId }
  }
}

function addressee(parts: PeopleParts, kind: NoticeKind, { host }: EffectContext): string | undefined {
  if (kind === 'ownerNotice') return host.ownerEmail
  return kind === 'managerNotice' ? host.managerEmail : parts.managementEmail
}

function nobody(kind: NoticeKind): EffectResult {
  const field = {
    ownerNotice: 'owner_email in the inventory',
    managerNotice: 'manager_email in the inventory',
    managementNotice: 'managementEmail in straggler.yaml',
  }[kind]
  return { type: 'effect.failed', why: 'nobody is on record to be told', advice: `Fill in ${field}.` }
}

async function words(
  parts: PeopleParts,
  kind: NoticeKind,
  effect: Effect,
  { host, now }: EffectContext,
): Promise<Text> {
  const { db, publicUrl, zone } = parts
  const facts = await caseFacts(db, effect, host, { now: now(), zone })
  const { lastCause } = await correspondenceOf(db, effect.caseId)
  if (kind === 'managementNotice') {
    const { department } = host
    return managementNotice({
      ...facts,
      page: `${publicUrl}/cases/${effect.caseId}`,
      ...(lastCause !== null && { lastCause }),
      ...(department !== undefined && { department }),
    })
  }
  const { caseId, hostRef } = effect
  const page = await issueOwnerLink(db, publicUrl, { caseId, hostRef, at: now() })
  if (kind === 'ownerNotice') return ownerNotice({ ...facts, page })
  return managerNotice({ ...facts, page, ...(host.ownerEmail && { ownerEmail: host.ownerEmail }) })
}
