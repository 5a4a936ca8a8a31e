import ms, { type StringValue } from 'ms'
import { z } from 'zod'

/** A duration as people write it (`3d`, `4h`, `90s`), read as milliseconds and kept within bounds. */
export const duration = (least: StringValue, most: StringValue) => {
  const expected = `a duration from ${least} to ${most}, such as 3d, 4h or 90s`
  return z.string(expected).transform((text, context) => {
    // A bare number is refused: nobody can tell whether it means seconds or days.
    const value = /[a-z]$/i.test(text) && text.length < 20 ? ms(text as StringValue) : Number.NaN
    if (value >= ms(least) && value <= ms(most)) return value
    context.addIssue(expected)
    return z.NEVER
  })
}
