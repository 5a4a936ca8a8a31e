import { z } from 'zod'
import { newTokenText, revokeToken, saveToken, tokenRoles, tokens } from '../../store/tokens.ts'
import { systemChain } from '../../trail/entry.ts'
import { instant, iso } from '../instant.ts'
import { Problem } from '../problem.ts'
import { route } from '../route.ts'
import { writeDown } from '../write-down.ts'

const day = 24 * 60 * 60_000

const tokenAnswer = z.object({
  id: z.string(),
  owner: z.string(),
  role: z.enum(tokenRoles),
  createdAt: instant,
  createdBy: z.string(),
  expiresAt: instant,
  revokedAt: instant.nullable(),
})

export const listTokens = route({
  method: 'get',
  path: '/tokens',
  says: 'Every token, without its secret.',
  answer: z.object({ items: z.array(tokenAnswer), next: z.null() }),
  async handle(_, { db }) {
    const all = await tokens(db).find().sort({ createdAt: 1 }).toArray()
    const items = all.map(({ _id, owner, role, createdAt, createdBy, expiresAt, revokedAt }) => ({
      id: _id,
      owner,
      role,
      createdAt: iso(createdAt),
      createdBy,
      expiresAt: iso(expiresAt),
      revokedAt: iso(revokedAt),
    }))
    return { items, next: null }
  },
})

export const postToken = route({
  method: 'post',
  path: '/tokens',
  says: 'Makes a token for a person or a program; the text is shown this once.',
  body: z.strictObject({
    owner: z.string().trim().min(1, 'expected the name of a person or a program').max(200),
    role: z.enum(tokenRoles),
    days: z.number().int().min(1).max(90).default(90),
  }),
  status: 201,
  showsSecret: true,
  answer: z.object({ id: z.string(), token: z.string(), expiresAt: instant }),
  async handle({ body: { owner, role, days }, who }, services) {
    const text = newTokenText()
    const expiresAt = Date.now() + days * day
    const id = await saveToken(services.db, text, { owner, role, createdBy: who.name, expiresAt })
    await writeDown(services, who, {
      hostRef: systemChain,
      scope: 'tokens',
      step: `create ${id}`,
      kind: 'config',
      action: 'token.create',
      after: { id, role, expiresAt },
      personal: { owner },
    })
    return { id, token: text, expiresAt: iso(expiresAt) }
  },
})

export const deleteToken = route({
  method: 'delete',
  path: '/tokens/:token',
  says: 'Revokes a token by its id.',
  params: z.object({ token: z.string() }),
  answer: z.object({ id: z.string() }),
  async handle({ params: { token: id }, who }, services) {
    if (!(await revokeToken(services.db, id, Date.now())))
      throw new Problem('not-found', `no token ${id} is in force`)
    await writeDown(services, who, {
      hostRef: systemChain,
      scope: 'tokens',
      step: `revoke ${id}`,
      kind: 'config',
      action: 'token.revoke',
      after: { id },
    })
    return { id }
  },
})
