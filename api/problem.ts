import type { ErrorRequestHandler, RequestHandler } from 'express'
import type { Logger } from 'pino'

/** Kinds of problem; each is a stable `type` that clients may decide by. */
const kinds = {
  'bad-request': { status: 400, title: 'The request is not as expected' },
  unauthenticated: { status: 401, title: 'No valid token' },
  forbidden: { status: 403, title: 'Not allowed for this token' },
  'not-found': { status: 404, title: 'Not found' },
  ambiguous: { status: 409, title: 'More than one fits' },
  refused: { status: 409, title: 'Refused by a safety rule' },
  conflict: { status: 409, title: 'Not possible now' },
  'in-flight': { status: 409, title: 'The same request is still under way' },
  'too-large': { status: 413, title: 'Too large' },
  'faulty-file': { status: 422, title: 'The file has faults; nothing of it was taken' },
  'key-reused': { status: 422, title: 'Idempotency-Key was used for another request' },
  internal: { status: 500, title: 'Something failed here' },
  unavailable: { status: 503, title: 'A part of Straggler does not answer' },
} as const
export type ProblemKind = keyof typeof kinds

/** One fault of what was sent, and where it is. */
export interface ProblemFault {
  /** JSON pointer (RFC 6901) into the body, or the name of the parameter. */
  pointer?: string
  line?: number
  column?: number
  expected: string
}

/** More about a problem than its sentence. */
interface ProblemExtras {
  errors?: ProblemFault[]
  /** Safety rule that refuses. */
  rule?: string
  /** What else may have been meant. */
  near?: string[]
}

/** An error with an answer for the client (RFC 9457). */
export class Problem extends Error {
  readonly kind: ProblemKind
  readonly extras: ProblemExtras
  constructor(kind: ProblemKind, detail: string, extras: ProblemExtras = {}) {
    super(detail)
    this.name = 'Problem'
    this.kind = kind
    this.extras = extras
  }
}

const typeUri = (kind: ProblemKind): string => `urn:straggler:problem:${kind}`

/** The body and status of a problem as RFC 9457 has it. */
export const problemBody = ({ kind, message, extras }: Problem) => ({
  type: typeUri(kind),
  title: kinds[kind].title,
  status: kinds[kind].status,
  detail: message,
  ...extras,
})

export const notFoundHandler: RequestHandler = (request) => {
  throw new Problem('not-found', `there is no ${request.method} ${request.path}`)
}

/** Errors of body parsers carry a `type`; those of our servers a name. */
function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const { type, name, message = '' } = error as { type?: string; name?: string; message?: string }
  if (type === 'entity.too.large') return new Problem('too-large', message)
  if (type?.startsWith('entity.') || type?.startsWith('encoding.') || type === 'charset.unsupported')
    return new Problem('bad-request', message)
  if (name?.startsWith('Mongo'))
    return new Problem('unavailable', 'the database does not answer; run: straggler doctor')
  if (name === 'ServiceError')
    return new Problem('unavailable', 'Temporal does not answer; run: straggler doctor')
  return new Problem('internal', 'an unexpected error; the log of the API has it under this requestId')
}

/** Last-resort handler: every error leaves as a problem, none with a stack (ASVS 16.5.4). */
export function problemHandler(log: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error)
    const problem = asProblem(error)
    const { status } = kinds[problem.kind]
    const requestId = response.get('X-Request-Id')
    if (status >= 500) log.error({ err: error, requestId, path: request.path }, 'request failed')
    response
      .status(status)
      .type('application/problem+json')
      .send(JSON.stringify({ ...problemBody(problem), requestId }))
  }
}
