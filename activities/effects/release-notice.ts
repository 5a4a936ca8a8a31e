import { cases } from '../../store/cases.ts'
import { addNotice, correspondenceOf } from '../../store/correspondence.ts'
import { endOwnerLinks } from '../../store/owner-links.ts'
import { releaseNotice } from '../notice/texts/release-notice.ts'
import type { PerformEffect } from '../perform/effect-context.ts'
import { notConfigured, type PeopleParts } from './parts.ts'
import { restoredKinds } from './restored-kinds.ts'

/** Tells the owner that everything is as it was before; the links to the owner's page end with it. */
export function createReleaseNotice(parts: PeopleParts): PerformEffect {
  return async (effect, context) => {
    const { db, mailer, zone } = parts
    const { caseId } = effect
    await endOwnerLinks(db, caseId)
    const { notices } = await correspondenceOf(db, caseId)
    const to = context.host.ownerEmail
    if (notices.length === 0 || to === undefined) return { type: 'effect.done' }
    if (!mailer) return notConfigured('mail')
    const stored = await cases(db).findOne({ _id: caseId })
    const { subject, text } = releaseNotice({
      caseId,
      hostname: context.host.hostname,
      outcome: stored?.outcome ?? 'reversed',
      restored: await restoredKinds(db, effect),
      now: context.now(),
      zone,
    })
    const thread = notices.map((sent) => sent.messageId)
    const { messageId, answer } = await mailer.send({ key: context.key, to, subject, text, thread })
    const { key, now } = context
    await addNotice(db, caseId, { key, kind: 'releaseNotice', messageId, answer, at: now() })
    context.observe({ evidence: [`mail server answered: ${answer}`], personal: { to } })
    return { type: 'effect.done', ref: messageId }
  }
}
