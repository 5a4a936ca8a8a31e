import type { RequestHandler } from 'express'
import type { Db } from 'mongodb'
import { findToken, type TokenRole } from '../store/tokens.ts'
import { Problem } from './problem.ts'

/** Whoever a request's token belongs to. */
export interface Principal {
  name: string
  role: TokenRole
  tokenId: string
}

/** Refuses requests without a valid bearer token (RFC 6750); later handlers find its owner in `locals`. */
export function authenticate(db: Db): RequestHandler {
  return async (request, response, next) => {
    const [, text] = /^Bearer +(\S+)$/i.exec(request.get('Authorization') ?? '') ?? []
    const token = text === undefined ? null : await findToken(db, text)
    if (!token) {
      response.set('WWW-Authenticate', 'Bearer')
      const why = text === undefined ? 'no token was sent' : 'the token is unknown, expired or revoked'
      throw new Problem('unauthenticated', `${why}; send "Authorization: Bearer <token>"`)
    }
    const principal: Principal = { name: token.owner, role: token.role, tokenId: token._id }
    response.locals.principal = principal
    next()
  }
}
