import type { Config } from '../../config/schema.ts'
import type { Mail, Mailer } from '../notice/mail.ts'
import type { Filed, HelpDesk } from './help-desk.ts'
import { penaltyNote } from './texts/penalty-note.ts'
import { resolution } from './texts/resolution.ts'
import { ticket } from './texts/ticket.ts'

/**
 * A help desk that takes tickets by mail. The ticket's ref is the Message-ID of the opening mail, made of the
 * case alone: opening it again is the same message, and everything later refers to it.
 */
export function mailTicket(config: NonNullable<Config['helpDesk']>, mailer: Mailer): HelpDesk {
  return {
    open: (facts) =>
      file({ key: `${facts.caseId}:ticket`, ...ticket(facts), data: forMachines(facts, config.section) }),
    note: (ref, note) => file({ key: note.key, thread: [ref], ...penaltyNote(note) }),
    resolve: (ref, facts) => file({ key: facts.key, thread: [ref], ...resolution(facts) }),
  }

  async function file(mail: Omit<Mail, 'to'>): Promise<Filed> {
    const { messageId, answer } = await mailer.send({ ...mail, to: config.to })
    return { ref: mail.thread?.[0] ?? messageId, answer }
  }
}

function forMachines(facts: Parameters<HelpDesk['open']>[0], section: string) {
  const { caseId, kind, missing, casePage } = facts
  // Picked one by one: accounts and addresses of a host are nothing that a ticket system should keep.
  const { hostname, fqdn, department, site } = facts.host
  return {
    caseId,
    kind,
    section,
    host: { hostname, fqdn, department, site },
    missing,
    unpatchedSince: iso(facts.unpatchedSince),
    deadline: facts.deadline === null ? null : iso(facts.deadline),
    casePage,
  }
}

const iso = (at: number): string => new Date(at).toISOString()
