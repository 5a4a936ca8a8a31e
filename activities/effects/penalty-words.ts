import type { Effect } from '../../domain/effect.ts'
import type { PenaltyKind } from '../../domain/rung.ts'
import { addNotice, correspondenceOf } from '../../store/correspondence.ts'
import { issueOwnerLink } from '../notice/issue-owner-link.ts'
import { penaltyNotice } from '../notice/texts/penalty-notice.ts'
import type { EffectContext, Observed, PerformEffect } from '../perform/effect-context.ts'
import { caseFacts } from './case-facts.ts'
import type { PeopleParts } from './parts.ts'
import { tellInTime } from './tell-in-time.ts'

/**
 * A penalty that is in force is told to the user and to the help desk, with the way out. Whether these mails
 * arrive does not decide on the penalty: its notice was delivered before (R14).
 */
export function announced(parts: PeopleParts, penalise: PerformEffect): PerformEffect {
  return async (effect, context) => {
    const { observe, seen } = listen(context)
    const result = await penalise(effect, { ...context, observe })
    if (result.type !== 'effect.done') return result
    const [user, helpDesk] = await Promise.all([
      tellInTime(context, () => tellUser(parts, effect, context)),
      tellInTime(context, () => tellHelpDesk(parts, effect, context, seen())),
    ])
    const untold = [
      ...(user === null ? [] : [`the user was not told: ${user}`]),
      ...(helpDesk === null ? [] : [`nothing was noted on the ticket: ${helpDesk}`]),
    ]
    if (untold.length > 0) context.observe({ evidence: untold })
    return result
  }
}

function listen(context: EffectContext) {
  let name = ''
  const observe = (observed: Observed) => {
    name = observed.personal?.name ?? name
    context.observe(observed)
  }
  return { observe, seen: () => name }
}

const inForce = async (parts: PeopleParts, effect: Effect) => {
  const until = await parts.leaseEnd(effect)
  return { penalty: effect.kind as PenaltyKind, until }
}

async function tellUser(parts: PeopleParts, effect: Effect, context: EffectContext): Promise<void> {
  const { db, mailer, publicUrl, zone } = parts
  const to = context.host.ownerEmail
  if (!mailer || to === undefined) return
  const at = context.now()
  const { caseId, hostRef } = effect
  const key = `${context.key}:words`
  const { notices } = await correspondenceOf(db, caseId)
  const { subject, text } = penaltyNotice({
    ...(await caseFacts(db, effect, context.host, { now: at, zone })),
    ...(await inForce(parts, effect)),
    page: await issueOwnerLink(db, publicUrl, { caseId, hostRef, at }),
  })
  const thread = notices.map((sent) => sent.messageId)
  const { messageId, answer } = await mailer.send({ key, to, subject, text, thread })
  await addNotice(db, caseId, { key, kind: 'penaltyNotice', messageId, answer, at })
}

async function tellHelpDesk(
  parts: PeopleParts,
  effect: Effect,
  context: EffectContext,
  target: string,
): Promise<void> {
  const { ticket } = await correspondenceOf(parts.db, effect.caseId)
  if (!parts.helpDesk || ticket === null) return
  await parts.helpDesk.note(ticket, {
    ...(await inForce(parts, effect)),
    key: context.key,
    caseId: effect.caseId,
    hostname: context.host.hostname,
    target,
    now: context.now(),
    zone: parts.zone,
  })
}
