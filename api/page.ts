import { z } from 'zod'

const position = z.tuple([z.union([z.number(), z.string()]), z.string()])

/** Where a page ends: the value that sorts it, and the id that decides between equals. */
export type Position = z.infer<typeof position>

const encode = (at: Position): string => Buffer.from(JSON.stringify(at)).toString('base64url')

/** An opaque cursor to a position. It grants nothing, so it needs no signature. */
const cursor = z.string().transform((text, context): Position => {
  try {
    return position.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    context.addIssue('expected a cursor from the `next` of the page before')
    return z.NEVER
  }
})

/** The query parameters that every list takes. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: cursor.optional(),
}

/** Selects what follows the position, in ascending order of `field` and `_id`. */
export const after = (field: string, at: Position | undefined): Record<string, unknown> =>
  at === undefined ? {} : { $or: [{ [field]: { $gt: at[0] } }, { [field]: at[0], _id: { $gt: at[1] } }] }

/** Selects what follows the position, in descending order of `field` and `_id`. */
export const before = (field: string, at: Position | undefined): Record<string, unknown> =>
  at === undefined ? {} : { $or: [{ [field]: { $lt: at[0] } }, { [field]: at[0], _id: { $lt: at[1] } }] }

/** Schema of one page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() })

/** Cuts what was read, one more than asked for, into a page; the extra one proves that there is more. */
export function toPage<D, I>(
  found: readonly D[],
  limit: number,
  positionOf: (doc: D) => Position,
  toItem: (doc: D) => I,
): { items: I[]; next: string | null } {
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const next = found.length > limit && last !== undefined ? encode(positionOf(last)) : null
  return { items: shown.map(toItem), next }
}
