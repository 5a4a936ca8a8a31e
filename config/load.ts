import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { type Fault, pointerTo, readYaml, sayFault } from '../domain/yaml-source.ts'
import { overriddenBy, withEnvironment } from './env-overrides.ts'
import { configPlaces, findConfig } from './find-config.ts'
import { type Config, configSchema } from './schema.ts'

/** A configuration that was refused whole, with every fault it has. */
export class ConfigError extends Error {
  readonly faults: Fault[]
  constructor(message: string, faults: Fault[] = []) {
    super([message, ...faults.map(sayFault)].join('\n  '))
    this.name = 'ConfigError'
    this.faults = faults
  }
}

/** The text of a configuration file, or why it cannot be read. */
export function readConfigText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such file' : code
    throw new ConfigError(`cannot read the configuration ${file}: ${why}`)
  }
}

/** Reads and checks one text against a schema; an issue with a value that the environment set names the variable. */
export function checkConfig<T extends z.ZodType>(
  schema: T,
  file: string,
  text: string,
  env: NodeJS.ProcessEnv,
): z.infer<T> {
  const source = readYaml(file, text)
  if (source.faults.length > 0) throw new ConfigError(`${file} is not YAML:`, source.faults)
  const checked = schema.safeParse(withEnvironment(source.value, schema, env))
  if (checked.success) return checked.data
  const faults = checked.error.issues.flatMap((issue): Fault[] => {
    const variable = overriddenBy(issue.path, schema, env)
    if (variable === undefined) return source.faultsOf({ ...checked.error, issues: [issue] } as z.ZodError)
    return [{ file: variable, line: 1, column: 1, pointer: pointerTo(issue.path), expected: issue.message }]
  })
  throw new ConfigError(`${file} has ${faults.length} fault${faults.length === 1 ? '' : 's'}:`, faults)
}

/** The checked configuration, from `path` or the first place that has one; all faults at once, or none. */
export function loadConfig(path?: string, env: NodeJS.ProcessEnv = process.env): Config {
  const file = path ?? findConfig(env)
  if (file === undefined)
    throw new ConfigError(`no configuration found; looked at ${configPlaces(env).join(', ')}`)
  return checkConfig(configSchema, file, readConfigText(file), env)
}
