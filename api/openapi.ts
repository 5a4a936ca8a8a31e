import { z } from 'zod'
import { access } from './access.ts'
import type { ProblemFault, problemBody } from './problem.ts'
import type { AnyRoute } from './route.ts'

type Json = Record<string, unknown>

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json
  return rest
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Json
    required?: string[]
  }
  return Object.entries(properties).map(([name, about]) => {
    return { name, in: place, required: place === 'path' || required.includes(name), schema: about }
  })
}

const jsonBody = (schema: Json, type = 'application/json'): Json => ({ content: { [type]: { schema } } })

function bodyOf({ body, upload }: AnyRoute): Json {
  if (upload) return { requestBody: { required: true, ...jsonBody({}, 'application/octet-stream') } }
  return body === undefined ? {} : { requestBody: { required: true, ...jsonBody(schemaOf(body, 'input')) } }
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key with the same request within a day is answered the same and done once.',
  schema: { type: 'string', maxLength: 200 },
}

function operationOf(spec: AnyRoute): Json {
  const { method, path, says, status = 200, streams } = spec
  const roles = access[`${method.toUpperCase()} ${path}`] ?? []
  const answer = streams
    ? jsonBody({ type: 'string' }, 'application/x-ndjson')
    : jsonBody(schemaOf(spec.answer, 'output'))
  return {
    summary: says,
    description: `For tokens of role ${roles.join(', ')}.`,
    parameters: [
      ...parametersOf(spec.params, 'path'),
      ...parametersOf(spec.query, 'query'),
      ...(method === 'post' ? [idempotencyKey] : []),
    ],
    ...bodyOf(spec),
    responses: {
      [status]: { description: 'Done.', ...answer },
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

const text = { type: 'string' }
const fault: Record<keyof ProblemFault, Json> = {
  pointer: text,
  line: { type: 'integer' },
  column: { type: 'integer' },
  expected: text,
}
const problem: Record<keyof ReturnType<typeof problemBody>, Json> = {
  type: text,
  title: text,
  status: { type: 'integer' },
  detail: text,
  rule: text,
  near: { type: 'array', items: text },
  errors: { type: 'array', items: { type: 'object', properties: fault } },
}

const pathOf = ({ path }: AnyRoute): string => path.replaceAll(/:(\w+)/g, '{$1}')

/** The API's description (OpenAPI 3.1), made from the very schemas that check each request and answer. */
export function openapi(routes: readonly AnyRoute[]): Json {
  const paths: Record<string, Json> = {}
  for (const spec of routes)
    paths[pathOf(spec)] = { ...paths[pathOf(spec)], [spec.method]: operationOf(spec) }
  return {
    openapi: '3.1.1',
    info: { title: 'Straggler', version: '1', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      responses: {
        Problem: {
          description: 'A problem (RFC 9457).',
          ...jsonBody({ type: 'object', properties: problem }, 'application/problem+json'),
        },
      },
    },
  }
}
