import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import type { Db } from 'mongodb'
import { claimKey, freeKey, type KeptAnswer, keepAnswer } from '../store/idempotency.ts'
import type { Principal } from './auth.ts'
import { Problem, problemBody } from './problem.ts'

function fingerprintOf(request: Request): string {
  const body: unknown = request.body
  const bytes = Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null)
  return createHash('sha256').update(`${request.method} ${request.originalUrl}\n`).update(bytes).digest('hex')
}

/** Answers a repeated `Idempotency-Key` with what the first request got; without a key it just works. */
export async function idempotent(
  db: Db,
  request: Request,
  response: Response,
  work: () => Promise<KeptAnswer>,
): Promise<KeptAnswer> {
  const key = request.get('Idempotency-Key')
  if (key === undefined || request.method !== 'POST') return work()
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new Problem('bad-request', 'Idempotency-Key: expected 1 to 200 printable characters without blanks')
  const { name } = response.locals.principal as Principal
  const id = `${name}:${key}`
  const claim = await claimKey(db, id, fingerprintOf(request), Date.now())
  if (claim.kind === 'otherRequest')
    throw new Problem('key-reused', 'this Idempotency-Key came with another request; use a new key')
  if (claim.kind === 'inFlight')
    throw new Problem(
      'in-flight',
      'the first request with this Idempotency-Key is still under way; try again',
    )
  if (claim.kind === 'answered') {
    response.set('Idempotency-Replayed', 'true')
    return claim
  }
  return firstTime(db, id, work)
}

/** A refusal is an answer and is kept; a failure on our side frees the key for another try. */
async function firstTime(db: Db, id: string, work: () => Promise<KeptAnswer>): Promise<KeptAnswer> {
  try {
    const answer = await work()
    await keepAnswer(db, id, answer)
    return answer
  } catch (error) {
    const body = error instanceof Problem ? problemBody(error) : undefined
    if (body && body.status < 500)
      await keepAnswer(db, id, { status: body.status, json: JSON.stringify(body) })
    else await freeKey(db, id)
    throw error
  }
}
