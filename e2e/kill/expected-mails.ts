import { isDone, isPenalty, type RecordedEffect } from './record.ts'

const notices: ReadonlySet<string> = new Set([
  'ownerNotice',
  'managerNotice',
  'managementNotice',
  'releaseNotice',
  'closeTicket',
])

/** Message-IDs of the mails that an effect sends when it is done: each id is made of the effect's key. */
export function mailsOf(effect: RecordedEffect): string[] {
  const { key, kind, caseId } = effect
  if (kind === 'ticket') return [idOf(`${caseId}:ticket`)]
  if (isPenalty(effect)) return [idOf(key), idOf(`${key}:words`)]
  return notices.has(kind) ? [idOf(key)] : []
}

/** What has to have been sent, and what may have been: an effect that failed may have sent its mail before. */
export function expectedMails(effects: RecordedEffect[]) {
  return {
    must: new Set(effects.filter(isDone).flatMap(mailsOf)),
    may: new Set(effects.flatMap(mailsOf)),
  }
}

const idOf = (key: string): string => `<${key.replaceAll(':', '.')}@lab.example>`
