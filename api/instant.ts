import { z } from 'zod'

/** An instant as it leaves the API: ISO 8601 in UTC; kept as epoch milliseconds inside. */
export const instant = z.iso.datetime()

export function iso(at: number): string
export function iso(at: number | null | undefined): string | null
export function iso(at: number | null | undefined): string | null {
  return at == null ? null : new Date(at).toISOString()
}

/** An instant as people may send it, to epoch milliseconds. */
export const instantGiven = z.iso
  .datetime({ offset: true, message: 'expected an instant like 2026-11-30T18:00:00Z' })
  .transform((text) => Date.parse(text))
