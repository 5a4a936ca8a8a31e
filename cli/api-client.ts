import { CliError, type ExitCode, exitCodes } from './cli-error.ts'
import type { ClientSettings } from './client-settings.ts'

type Query = Record<string, string | number | boolean | readonly string[] | undefined>

/** The API as commands use it: JSON in, JSON out, every problem a `CliError`. */
export interface ApiClient {
  url: string
  get<T>(path: string, query?: Query): Promise<T>
  post<T>(path: string, body?: unknown): Promise<T>
  put<T>(path: string, body: unknown): Promise<T>
  delete<T>(path: string): Promise<T>
  upload<T>(path: string, query: Query, bytes: Uint8Array): Promise<T>
  /** A stream of lines; throws when it ends before its end. */
  lines(path: string, query: Query): AsyncGenerator<string>
}

/** A problem as the API answers it (RFC 9457). */
interface ProblemAnswer {
  type: string
  title: string
  detail?: string
  rule?: string
  near?: string[]
  errors?: { pointer?: string; line?: number; column?: number; expected: string }[]
  requestId?: string
}

const exitCodeOf: Record<string, ExitCode> = {
  'bad-request': exitCodes.usage,
  ambiguous: exitCodes.usage,
  'not-found': exitCodes.notFound,
  refused: exitCodes.refused,
}

const place = ({ pointer, line, column }: { pointer?: string; line?: number; column?: number }): string =>
  [pointer, line && `line ${line}`, column && `column ${column}`].filter(Boolean).join(', ')

function adviceFor(kind: string, { near, requestId }: ProblemAnswer): string | undefined {
  if (near?.length) return `did you mean: ${near.join(', ')}`
  if (kind === 'unauthenticated')
    return 'use another token: --token-file FILE, or STRAGGLER_TOKEN; an approver makes new ones: straggler token create'
  if (kind === 'forbidden') return 'use the token of somebody who may: --token-file FILE, or STRAGGLER_TOKEN'
  if (kind === 'faulty-file') return 'export it again, whole, or correct what is named, and import it anew'
  if (kind === 'internal') return `look for requestId ${requestId} in the log of the API`
  return undefined
}

function toError(problem: ProblemAnswer): CliError {
  const kind = problem.type.split(':').at(-1) ?? ''
  const rule = problem.rule === undefined ? '' : ` (rule: ${problem.rule})`
  const faults = (problem.errors ?? []).map((fault) => `\n  ${place(fault)}: ${fault.expected}`)
  const message = `${problem.detail ?? problem.title}${rule}${faults.join('')}`
  return new CliError(exitCodeOf[kind] ?? exitCodes.failed, message, adviceFor(kind, problem))
}

async function readAnswer<T>(response: Response, url: string): Promise<T> {
  const text = await response.text()
  const type = response.headers.get('Content-Type') ?? ''
  if (type.includes('problem+json')) throw toError(JSON.parse(text) as ProblemAnswer)
  if (response.ok && type.includes('json')) return JSON.parse(text) as T
  throw new CliError(
    exitCodes.failed,
    `${url} answered ${response.status} and is not Straggler's API`,
    'check --api, STRAGGLER_API or api.port in the configuration',
  )
}

const withQuery = (path: string, query: Query): string => {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one): [string, string] => [name, String(one)]),
  )
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}

const notThere = (url: string) => (cause: unknown) => {
  const { code } = ((cause as Error).cause ?? {}) as { code?: string }
  throw new CliError(
    exitCodes.failed,
    `the API at ${url} does not answer${code ? ` (${code})` : ''}`,
    'start it with npm start, or straggler api; or name another one with --api URL',
  )
}

async function* linesOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  let rest = ''
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

/** A client that speaks to one API with one token. */
export function createApiClient({ url, token }: ClientSettings): ApiClient {
  const request = (method: string, path: string, body?: string | Uint8Array<ArrayBuffer>) => {
    const headers: Record<string, string> = { Authorization: `Bearer ${token}` }
    if (body !== undefined)
      headers['Content-Type'] = typeof body === 'string' ? 'application/json' : 'application/octet-stream'
    if (method === 'POST') headers['Idempotency-Key'] = crypto.randomUUID()
    const target = `${url.replace(/\/$/, '')}/api/v1${path}`
    return fetch(target, { method, headers, ...(body !== undefined && { body }) }).catch(notThere(url))
  }
  const send = async <T>(...given: Parameters<typeof request>): Promise<T> =>
    readAnswer<T>(await request(...given), url)
  return {
    url,
    get: (path, query = {}) => send('GET', withQuery(path, query)),
    post: (path, body = {}) => send('POST', path, JSON.stringify(body)),
    put: (path, body) => send('PUT', path, JSON.stringify(body)),
    delete: (path) => send('DELETE', path),
    upload: (path, query, bytes) => send('POST', withQuery(path, query), new Uint8Array(bytes)),
    async *lines(path, query) {
      const response = await request('GET', withQuery(path, query))
      if (!response.ok || !response.body) return readAnswer(response, url)
      yield* linesOf(response.body)
    },
  }
}
