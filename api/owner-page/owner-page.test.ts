import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { newOwnerToken, ownerTokenHash } from '../../activities/notice/owner-link.ts'
import type { CaseDocument } from '../../store/cases.ts'
import { saveOwnerLink } from '../../store/owner-links.ts'
import { NoOpenCase } from '../engine.ts'
import { type TestApi, testApi } from '../test-api.ts'
import { addCase, addHost } from '../test-data.ts'

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())
beforeEach(() => {
  api.engine.told.length = 0
  api.engine.commands.length = 0
  api.engine.failure = null
})

async function linkTo(hostname: string, more: Partial<CaseDocument> = {}): Promise<string> {
  const { _id: caseId, hostRef } = await addCase(api, await addHost(api, hostname), hostname, more)
  const token = newOwnerToken()
  await saveOwnerLink(api.db, { _id: ownerTokenHash(token), caseId, hostRef, createdAt: Date.now() })
  return `${api.url}/me/${token}`
}

const press = (page: string, answer: string, headers: Record<string, string> = {}) =>
  fetch(page, { method: 'POST', body: new URLSearchParams({ answer }), redirect: 'manual', headers })

test('GET shows why, what to do and by when, and changes nothing', async () => {
  const held = [{ seq: 1, kind: 'port', rung: 1, until: 0, target: 'port:sw-1/7' }] as const
  const page = await linkTo('pc-1', { held: [...held] })
  for (const method of ['GET', 'HEAD', 'GET']) await fetch(page, { method })
  const response = await fetch(page)
  const text = await response.text()
  expect(response.headers.get('Content-Type')).toContain('text/html')
  expect(text).toContain('Updates are missing on pc-1')
  expect(text).toContain('The network port of this computer is closed.')
  expect(text).toContain('2026-12-01 00:00 UTC')
  expect(text).toContain('help@example.com')
  expect(text).not.toContain('<script')
  expect(api.engine.told).toEqual([])
})

test('the page may use its own style and nothing else', async () => {
  const { headers } = await fetch(await linkTo('pc-2'))
  expect(headers.get('Content-Security-Policy')).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'/,
  )
  expect(headers.get('Referrer-Policy')).toBe('no-referrer')
  expect(headers.get('Cache-Control')).toBe('no-store')
})

test('"I am here" is a response, and counts once a minute', async () => {
  const page = await linkTo('pc-3')
  const pressed = await press(page, 'here')
  expect(pressed.status).toBe(303)
  await press(page, 'here')
  expect(api.engine.told.map(({ message }) => message)).toEqual([
    { type: 'responded', how: 'ownerPage', refuses: false, by: 'owner' },
  ])
  const after = await fetch(new URL(pressed.headers.get('Location') ?? '', page))
  expect(await after.text()).toContain('We try again now')
})

test('"I need help" is a response with a note, a refusal says that it is one', async () => {
  await press(await linkTo('pc-4'), 'help')
  expect(api.engine.commands[0]?.command).toMatchObject({ type: 'note', by: 'owner' })
  await press(await linkTo('pc-5'), 'refuse')
  expect(api.engine.told.map(({ message }) => 'refuses' in message && message.refuses)).toEqual([false, true])
})

test('another site cannot press the button, and only the buttons count', async () => {
  const page = await linkTo('pc-6')
  expect((await press(page, 'here', { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403)
  expect((await press(page, 'release')).status).toBe(400)
  expect(api.engine.told).toEqual([])
})

test('a failure of ours does not use up the minute', async () => {
  const page = await linkTo('pc-7')
  api.engine.failure = new Error('Temporal is gone')
  expect((await press(page, 'here')).status).toBe(500)
  api.engine.failure = null
  await press(page, 'here')
  expect(api.engine.told).toHaveLength(1)
})

test('a case that closed meanwhile is no error for the owner', async () => {
  const page = await linkTo('pc-8', { state: 'closed', outcome: 'patched', closedAt: 1 })
  api.engine.failure = new NoOpenCase('x')
  expect((await press(page, 'here')).status).toBe(303)
  expect(await (await fetch(page)).text()).toContain('pc-8 has its updates.')
})

test('a link that leads nowhere says what to do; names are escaped', async () => {
  const response = await fetch(`${api.url}/me/${newOwnerToken()}`)
  expect(response.status).toBe(404)
  expect(await response.text()).toContain('ask the help desk')
  const { openPage } = await import('./page.ts')
  const doc = await addCase(api, 'r', '<b>"x"</b>')
  expect(openPage(doc, undefined)).toContain('&lt;b&gt;&quot;x&quot;&lt;/b&gt;')
})
