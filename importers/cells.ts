import { z } from 'zod'
import { normalMac } from '../domain/intake/normal-mac.ts'

const plain = z.union([z.string(), z.number().transform(String)], { error: 'a text' })

/** A cell with text. */
export const text = plain.pipe(z.string().trim().min(1, 'a text').max(1000, 'at most 1000 characters'))

/** A cell with several values: `;` between them, or an array in JSON. */
export const list = <T extends z.ZodType<unknown, string>>(item: T) =>
  z
    .union([z.array(plain), plain.transform((cell) => cell.split(';'))], { error: 'a list with ; between' })
    .transform((items) => items.map((one) => one.trim()).filter((one) => one !== ''))
    .pipe(z.array(item))
    .transform((items) => [...new Set(items)])
    .default([])

/** One of a few words, in any case. */
export const word = <const T extends readonly [string, ...string[]]>(words: T) =>
  text.transform((cell) => cell.toLowerCase()).pipe(z.enum(words, `one of ${words.join(', ')}`))

export const mac = z.string().transform((cell, context) => {
  const normal = normalMac(cell)
  if (normal !== undefined) return normal
  context.addIssue('the MAC address of one network card, such as 52:54:00:12:34:56')
  return z.NEVER
})

export const ip = z.union([z.ipv4(), z.ipv6()], 'an IPv4 or IPv6 address')

export const email = text.pipe(z.email('an e-mail address'))

/** A host's name: labels of letters, digits, `-` and `_`, with dots between (RFC 1123 section 2.1). */
export const hostname = text.pipe(
  z
    .string()
    .max(253, 'at most 253 characters')
    .regex(/^(?!-)[\p{L}\p{N}_-]{1,63}(?:\.[\p{L}\p{N}_-]{1,63})*\.?$/u, 'a host name'),
)

// A date alone is read as its first moment: evidence may be taken as older than it is, never as newer.
const dateOnly = /^\d{4}-\d{2}-\d{2}$/
const withZone = z.iso.datetime({ offset: true })

/** A moment in ISO 8601 with its zone, given back in UTC. */
export const moment = text.transform((cell, context) => {
  const time = withZone.safeParse(cell).success || dateOnly.test(cell) ? Date.parse(cell) : Number.NaN
  if (!Number.isNaN(time)) return new Date(time).toISOString()
  context.addIssue('a time with its zone, such as 2026-11-20T02:14:09Z')
  return z.NEVER
})
