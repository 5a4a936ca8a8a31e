import { z } from 'zod'

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof weekdays)[number]

const shift = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$/

/** `08:00-16:00` as minutes after midnight. */
const span = z.string('a span such as 08:00-16:00').transform((text, context) => {
  const [h1, m1, h2, m2] = (shift.exec(text) ?? []).slice(1).map(Number)
  const from = (h1 ?? 0) * 60 + (m1 ?? 0)
  const to = (h2 ?? 0) * 60 + (m2 ?? 0)
  if (from < to && to <= 1440) return { from, to }
  context.addIssue('a span such as 08:00-16:00 that ends after it begins')
  return z.NEVER
})

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/** When somebody is there to answer for a penalty (R15); a day that is not named has no such hours. */
export const staffedHours = z.strictObject({
  zone: z.string().refine(isZone, 'an IANA time zone such as Europe/Berlin'),
  days: z.partialRecord(z.enum(weekdays), span),
})

export type StaffedHours = z.infer<typeof staffedHours>
