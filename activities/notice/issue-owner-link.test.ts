import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openStore, type Store } from '../../store/database.ts'
import { endOwnerLinks, findOwnerLink, ownerLinks } from '../../store/owner-links.ts'
import { issueOwnerLink } from './issue-owner-link.ts'
import { ownerTokenHash } from './owner-link.ts'

let store: Store

beforeAll(async () => {
  store = await openStore(inject('mongoUri'), `owner-links-${randomUUID()}`)
})
afterAll(async () => {
  await store.db.dropDatabase()
  await store.close()
})

const issue = async (caseId: string) => {
  const page = await issueOwnerLink(store.db, 'https://it.example.org', { caseId, hostRef: 'host-1', at: 7 })
  return page.split('/').at(-1) ?? ''
}

test('a mailed link leads to its case, and the token itself is nowhere stored', async () => {
  const token = await issue('case-1')
  const hash = ownerTokenHash(token)
  const link = { _id: hash, caseId: 'case-1', hostRef: 'host-1', createdAt: 7 }
  expect(await findOwnerLink(store.db, hash)).toEqual(link)
  expect(await findOwnerLink(store.db, token)).toBeNull()
  expect(JSON.stringify(await ownerLinks(store.db).find().toArray())).not.toContain(token)
})

test('each notice has its own link; all of a case end with it, and no other', async () => {
  const [first, second, other] = await Promise.all([issue('case-2'), issue('case-2'), issue('case-3')])
  await endOwnerLinks(store.db, 'case-2')
  expect(await findOwnerLink(store.db, ownerTokenHash(first))).toBeNull()
  expect(await findOwnerLink(store.db, ownerTokenHash(second))).toBeNull()
  expect(await findOwnerLink(store.db, ownerTokenHash(other))).toMatchObject({ caseId: 'case-3' })
})
