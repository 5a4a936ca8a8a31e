import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpRoute } from '../../config/schema.ts'
import type { NotDone } from './deploy.ts'
import { notDone } from './not-done.ts'

export interface Request {
  headers: Record<string, string>
  body: string
  signal: AbortSignal | undefined
}

const answerCap = 64 * 1024

/** POSTs, follows 202 and `Location` until there is an answer, and gives its JSON or why there is none. */
export async function postAndPoll(route: HttpRoute, request: Request): Promise<{ json: unknown } | NotDone> {
  const timeout = AbortSignal.timeout(route.timeout)
  const signal = request.signal ? AbortSignal.any([timeout, request.signal]) : timeout
  try {
    return await exchange(route, { ...request, signal })
  } catch (error) {
    request.signal?.throwIfAborted()
    if (timeout.aborted) return notDone('timeout', `no answer within ${route.timeout} ms`)
    return notDone('toolDown', `the patch tool at ${new URL(route.url).origin}: ${reason(error)}`)
  }
}

async function exchange(route: HttpRoute, { headers, body, signal }: Request & { signal: AbortSignal }) {
  // A redirect would carry the order, and perhaps the token, to somebody the configuration does not name.
  const common = { headers, redirect: 'manual', signal } as const
  let answer = await fetch(route.url, { ...common, method: 'POST', body })
  let job = answer.status === 202 ? jobOf(answer, route.url) : null
  if (answer.status === 202 && job === null) return noJob(answer, route.url)
  while (job !== null && isRunning(answer.status)) {
    await answer.body?.cancel()
    await sleep(pause(answer, route.pollEvery), undefined, { signal })
    answer = await fetch(job, common)
    job = jobOf(answer, route.url) ?? job
  }
  return read(answer)
}

/** A job's tool may be busy for a moment without the job being lost. */
const isRunning = (status: number): boolean => status === 202 || status === 429 || status === 503

function jobOf(answer: Response, origin: string): URL | null {
  const place = answer.headers.get('location')
  const job = place === null ? null : new URL(place, origin)
  return job?.origin === new URL(origin).origin ? job : null
}

const noJob = (answer: Response, url: string): NotDone =>
  notDone('toolDown', `202 without a Location at ${new URL(url).origin}: ${answer.headers.get('location')}`)

function pause(answer: Response, otherwise: number): number {
  const seconds = Number(answer.headers.get('retry-after') ?? Number.NaN)
  return seconds >= 0 ? seconds * 1000 : otherwise
}

async function read(answer: Response): Promise<{ json: unknown } | NotDone> {
  const text = await capped(answer)
  if (answer.status === 200) return { json: JSON.parse(text) }
  const tool = answer.status === 429 || answer.status >= 500 || answer.status < 400
  return notDone(tool ? 'toolDown' : 'refused', `the patch tool answered ${answer.status}: ${text}`)
}

async function capped(answer: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of answer.body ?? []) {
    size += chunk.length
    if (size > answerCap) throw new Error(`its answer is longer than ${answerCap} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function reason(error: unknown): string {
  const { cause, message } = error as Error
  const code = (cause as NodeJS.ErrnoException | undefined)?.code
  return code === undefined ? message : `${code} ${(cause as Error).message}`
}
