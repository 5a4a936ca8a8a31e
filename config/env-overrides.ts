import { parse } from 'yaml'
import { z } from 'zod'

/** A setting that one environment variable overrides. */
interface Override {
  name: string
  path: string[]
  isText: boolean
}

const envName = (path: readonly string[]): string =>
  `STRAGGLER_${path.map((part) => part.replace(/[A-Z]/g, (letter) => `_${letter}`)).join('_')}`.toUpperCase()

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const wraps =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
  return wraps ? unwrap(schema.unwrap()) : schema
}

/** Every setting of the schema with the name of its environment variable. */
export function overridesOf(schema: z.core.$ZodType, path: string[] = []): Override[] {
  const inner = unwrap(schema)
  if (inner instanceof z.ZodObject)
    return Object.entries<z.core.$ZodType>(inner.shape).flatMap(([key, part]) =>
      overridesOf(part, [...path, key]),
    )
  const isText = inner instanceof z.ZodString || inner instanceof z.ZodStringFormat
  return [{ name: envName(path), path, isText }]
}

type Plain = Record<string, unknown>
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function setAt(value: unknown, path: readonly string[], setting: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return setting
  const plain = isPlain(value) ? value : {}
  return { ...plain, [key]: setAt(plain[key], rest, setting) }
}

/** Environment variables win over the file; a text is taken as it is, anything else is read as YAML. */
export function withEnvironment(value: unknown, schema: z.core.$ZodType, env: NodeJS.ProcessEnv): unknown {
  return overridesOf(schema).reduce((whole, { name, path, isText }) => {
    const given = env[name]
    if (given === undefined) return whole
    return setAt(whole, path, isText ? given : parse(given))
  }, value)
}

/** Name of the variable that set the value at this path, when one did. */
export function overriddenBy(
  path: readonly PropertyKey[],
  schema: z.core.$ZodType,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const at = path.map(String).join('.')
  return overridesOf(schema).find((one) => one.path.join('.') === at && env[one.name] !== undefined)?.name
}
