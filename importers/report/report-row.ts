import { z } from 'zod'
import { type Finding, patchStates } from '../../domain/finding.ts'
import { hostname, list, moment, text, word } from '../cells.ts'

/** A finding whose time may still be missing: then the report's own time counts. */
export type ReportRow = Omit<Finding, 'observedAt'> & { observedAt?: string }

const columns = z.object({
  hostname,
  update_id: text,
  state: word(patchStates).default('unknown'),
  title: text.optional(),
  severity: text.optional(),
  cves: list(
    z
      .string()
      .transform((cell) => cell.toUpperCase())
      .pipe(z.string().regex(/^CVE-\d{4}-\d{4,}$/, 'CVE ids')),
  ),
  observed_at: moment.optional(),
})

export const reportColumns = Object.keys(columns.shape)

/** One row of the generic report. */
export const reportRow = columns.transform(
  ({ update_id, observed_at, title, severity, ...same }): ReportRow => ({
    ...same,
    updateId: update_id,
    ...(title && { title }),
    ...(severity && { severity }),
    ...(observed_at && { observedAt: observed_at }),
  }),
)
