import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response, Router } from 'express'
import type { z } from 'zod'
import { mayUse } from './access.ts'
import type { Principal } from './auth.ts'
import { idempotent } from './idempotent.ts'
import { Problem, type ProblemFault } from './problem.ts'
import type { Services } from './services.ts'

type Schema = z.ZodType | undefined
type Parsed<S extends Schema> = S extends z.ZodType ? z.output<S> : undefined

/** One route as data: what comes in, what goes out, and the work between. */
export interface RouteSpec<P extends Schema, Q extends Schema, B extends Schema, A extends z.ZodType> {
  method: 'get' | 'post' | 'put' | 'delete'
  /** Below `/api/v1`. */
  path: string
  /** One sentence for the API's reference. */
  says: string
  params?: P
  query?: Q
  /** Schema of a JSON body; `upload` instead means that the body is taken as the bytes it is. */
  body?: B
  upload?: true
  answer: A
  status?: number
  /** The answer holds a secret that is shown once: it is not kept for a repeated `Idempotency-Key`. */
  showsSecret?: true
  /** The answer is a stream of JSON lines, checked by whoever reads it. */
  streams?: true
  handle(input: RouteInput<P, Q, B>, services: Services): Promise<z.input<A>>
}

/** What a handler gets: checked, typed, and who asks. */
export interface RouteInput<
  P extends Schema = undefined,
  Q extends Schema = undefined,
  B extends Schema = undefined,
> {
  params: Parsed<P>
  query: Parsed<Q>
  body: Parsed<B>
  /** The uploaded bytes; empty unless the route takes an upload. */
  bytes: Buffer
  who: Principal
  /** Key that makes a repeated request the same one. */
  key: string
}

/** A route whose types have been checked where it was written. */
export type AnyRoute = RouteSpec<Schema, Schema, Schema, z.ZodType>

/** Writes a route down with its types inferred from its schemas. */
export const route = <P extends Schema, Q extends Schema, B extends Schema, A extends z.ZodType>(
  spec: RouteSpec<P, Q, B, A>,
): AnyRoute => spec as unknown as AnyRoute

function check<S extends Schema>(schema: S, value: unknown, where: string): Parsed<S> {
  if (schema === undefined) return undefined as Parsed<S>
  const result = schema.safeParse(value)
  if (result.success) return result.data as Parsed<S>
  const errors = result.error.issues.map((issue): ProblemFault => {
    const pointer = where === 'body' ? `/${issue.path.join('/')}` : issue.path.join('.')
    return { pointer, expected: issue.message }
  })
  throw new Problem('bad-request', `the ${where} has ${errors.length} fault(s)`, { errors })
}

function inputOf(spec: AnyRoute, request: Request, response: Response): RouteInput {
  return {
    params: check(spec.params, request.params, 'path') as undefined,
    query: check(spec.query, request.query, 'query') as undefined,
    body: check(spec.body, request.body ?? {}, 'body') as undefined,
    bytes: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    who: response.locals.principal as Principal,
    key: request.get('Idempotency-Key') ?? crypto.randomUUID(),
  }
}

async function run(spec: AnyRoute, services: Services, request: Request, response: Response) {
  const answer = await spec.handle(inputOf(spec, request, response), services)
  return { status: spec.status ?? 200, json: JSON.stringify(spec.answer.parse(answer)) }
}

/** Serves a route: allowed, once, checked, answered. */
export function serve(router: Router, services: Services, spec: AnyRoute): void {
  router[spec.method](spec.path, async (request, response) => {
    const { role } = response.locals.principal as Principal
    if (!mayUse(role, request.method, spec.path))
      throw new Problem('forbidden', `a token of role ${role} may not ${request.method} ${request.path}`)
    if (spec.streams) {
      const lines = await spec.handle(inputOf(spec, request, response), services)
      response.type('application/x-ndjson')
      return pipeline(lines as Readable, response)
    }
    const work = () => run(spec, services, request, response)
    const answered = spec.showsSecret ? work() : idempotent(services.db, request, response, work)
    const { status, json } = await answered
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    response.status(status).type(type).send(json)
  })
}
