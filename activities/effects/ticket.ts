import { cases } from '../../store/cases.ts'
import { correspondenceOf, saveCorrespondence } from '../../store/correspondence.ts'
import type { PerformEffect } from '../perform/effect-context.ts'
import { caseFacts } from './case-facts.ts'
import { notConfigured, type PeopleParts } from './parts.ts'
import { restoredKinds } from './restored-kinds.ts'

/** Opens the case's one ticket; open means that the help desk's server took it over. */
export function createTicket(parts: PeopleParts): PerformEffect {
  return async (effect, context) => {
    const { db, helpDesk, publicUrl, zone } = parts
    if (!helpDesk) return notConfigured('helpDesk')
    const { lastCause } = await correspondenceOf(db, effect.caseId)
    const { ref, answer } = await helpDesk.open({
      ...(await caseFacts(db, effect, context.host, { now: context.now(), zone })),
      host: context.host,
      casePage: `${publicUrl}/cases/${effect.caseId}`,
      ...(lastCause !== null && { lastCause }),
    })
    await saveCorrespondence(db, effect.caseId, { ticket: ref })
    context.observe({ evidence: [`help desk answered: ${answer}`] })
    return { type: 'effect.done', ref }
  }
}

/** Closes the ticket with the evidence for it; a case without a ticket has nothing to close. */
export function createCloseTicket(parts: PeopleParts): PerformEffect {
  return async (effect, context) => {
    const { db, helpDesk, zone } = parts
    const { ticket, evidence } = await correspondenceOf(db, effect.caseId)
    if (ticket === null) return { type: 'effect.done' }
    if (!helpDesk) return notConfigured('helpDesk')
    const stored = await cases(db).findOne({ _id: effect.caseId })
    const { answer } = await helpDesk.resolve(ticket, {
      key: context.key,
      caseId: effect.caseId,
      hostname: context.host.hostname,
      outcome: stored?.outcome ?? 'reversed',
      restored: await restoredKinds(db, effect),
      evidence: evidence ?? 'closed by a person, see the trail',
      now: context.now(),
      zone,
    })
    context.observe({ evidence: [`help desk answered: ${answer}`] })
    return { type: 'effect.done', ref: ticket }
  }
}
