import type { CaseKind } from '../../../domain/case.ts'
import type { Finding } from '../../../domain/finding.ts'
import type { RungKind } from '../../../domain/rung.ts'

/** A mail's words, before anybody decides how it travels. */
export interface Text {
  subject: string
  text: string
}

/** One update that the host lacks. */
export type Missing = Pick<Finding, 'updateId' | 'title' | 'severity'>

/** What every text about a case is made of; times in epoch milliseconds. */
export interface CaseFacts {
  caseId: string
  kind: CaseKind
  hostname: string
  missing: Missing[]
  unpatchedSince: number
  deadline: number | null
  /** The rung that comes next, and the earliest time for it; null: none is planned. */
  next: { kind: RungKind; at: number } | null
  now: number
  /** IANA zone that the times are written in. */
  zone: string
}

/** What a notice to people needs besides the case. */
export interface NoticeFacts extends CaseFacts {
  /** Where to act: the owner's page, `/me/:token`, or for management the page of the case. */
  page: string
}
