import type { z } from 'zod'
import type { RawRow } from './raw-row.ts'

/** One kind of file: how to know it, and how to read a row of it. */
export interface Format<T> {
  name: 'inventory' | 'report' | 'wsus'
  columns: readonly string[]
  required: readonly string[]
  row: z.ZodType<T>
  /** False for rows that are none of our business; they are not even judged. */
  counts(raw: RawRow): boolean
}

/** The format with the most of its required columns there; by name, never by place. */
export function detectFormat<T>(
  formats: readonly [Format<T>, ...Format<T>[]],
  columns: readonly string[],
): Format<T> {
  const share = ({ required }: Format<T>) =>
    required.filter((name) => columns.includes(name)).length / required.length
  const [first, ...others] = formats
  return others.reduce((best, format) => (share(format) > share(best) ? format : best), first)
}
