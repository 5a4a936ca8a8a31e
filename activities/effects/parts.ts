import type { Db } from 'mongodb'
import type { Effect } from '../../domain/effect.ts'
import type { Deploy } from '../deploy/deploy.ts'
import type { HelpDesk } from '../help-desk/help-desk.ts'
import type { Mailer } from '../notice/mail.ts'

/** What effects on people and on the patch tool need; what is not configured is missing. */
export interface PeopleParts {
  db: Db
  mailer?: Mailer
  helpDesk?: HelpDesk
  deploy?: Deploy
  managementEmail?: string
  /** Beginning of every link in a mail. */
  publicUrl: string
  /** IANA zone of the times in mails. */
  zone: string
  /** End of the lease of a penalty that begins now, epoch milliseconds (R11). */
  leaseEnd(effect: Pick<Effect, 'kind'>): Promise<number>
}

/** Not configured is not an error of the case: the effect says what to configure, and the ladder goes on. */
export const notConfigured = (section: string) => ({
  type: 'effect.failed' as const,
  why: `no ${section} is configured`,
  advice: `Set "${section}" in straggler.yaml.`,
})
