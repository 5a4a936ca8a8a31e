import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AskDocument, openAsk } from '../../store/asks.ts'
import { type TestApi, testApi } from '../test-api.ts'
import { addCase, addHost } from '../test-data.ts'

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())
beforeEach(() => {
  api.engine.commands = []
})

async function question(hostname: string, more: Partial<AskDocument> = {}): Promise<string> {
  const hostRef = await addHost(api, hostname)
  const { _id: caseId } = await addCase(api, hostRef, hostname, { person: { ask: 'approval', seq: 7 } })
  const ask: AskDocument = {
    _id: `${caseId}:7`,
    caseId,
    hostRef,
    hostname,
    seq: 7,
    ask: 'approval',
    rung: 'userAccount',
    choices: ['disable', 'skip'],
    askedAt: Date.now(),
    answer: null,
    ...more,
  }
  await openAsk(api.db, ask)
  return ask._id
}

const decide = (as: 'operator' | 'approver' | 'machine', id: string, decision: string) =>
  api.call(as, 'POST', `/approvals/${id}`, { json: { decision, reason: 'seen' } })

test('an approver decides; the case hears who, what and why', async () => {
  const id = await question('pc-1')
  expect((await api.call('viewer', 'GET', '/cases/pc-1')).body).toMatchObject({
    person: { ask: 'approval', approval: id },
    question: { id, rung: 'userAccount', choices: ['disable', 'skip'] },
  })
  expect((await decide('approver', id, 'disable')).body).toEqual({
    accepted: true,
    hostname: 'pc-1',
    decision: 'disable',
  })
  expect(api.engine.commands[0]?.command).toMatchObject({
    type: 'decide',
    ask: 7,
    decision: 'disable',
    by: 'approver-1',
    reason: 'seen',
  })
})

test('neither an operator nor a machine approves', async () => {
  const id = await question('pc-2')
  expect((await decide('operator', id, 'disable')).status).toBe(403)
  expect((await decide('machine', id, 'disable')).status).toBe(403)
  expect(api.engine.commands).toEqual([])
})

test('an operator settles a conflict and an investigation', async () => {
  const id = await question('pc-3', { ask: 'conflict', choices: ['leave', 'retry'] })
  expect((await decide('operator', id, 'leave')).status).toBe(200)
})

test('nobody approves what they have begun themselves', async () => {
  await addHost(api, 'pc-4')
  const json = { host: 'pc-4', reason: 'I want this one' }
  const { body } = await api.call('approver', 'POST', '/cases', { json })
  const id = await question('pc-4b', { _id: `${body.caseId}:7`, caseId: body.caseId })
  const refused = await decide('approver', id, 'disable')
  expect([refused.status, refused.body.rule]).toEqual([409, 'R10'])
  const token = await api.tokenFor('approver', 'somebody else')
  const given = { json: { decision: 'disable', reason: 'seen' } }
  expect((await api.call({ token }, 'POST', `/approvals/${id}`, given)).status).toBe(200)
})

test('what is decided, unknown or no choice is refused', async () => {
  const answered = { decision: 'skip', by: 'kim', at: 1, reason: 'x' } as const
  expect((await decide('approver', await question('pc-5', { answer: answered }), 'disable')).status).toBe(409)
  expect((await decide('approver', 'nothing:1', 'disable')).status).toBe(404)
  expect((await decide('approver', await question('pc-6'), 'retire')).status).toBe(400)
})

test('the list shows open questions, the oldest first', async () => {
  await question('pc-7', { askedAt: 5 })
  await question('pc-8', { askedAt: 3 })
  const { body } = await api.call('viewer', 'GET', '/approvals?limit=2')
  expect(body.items.map(({ hostname }: { hostname: string }) => hostname)).toEqual(['pc-8', 'pc-7'])
  expect(body.next).not.toBeNull()
})
