import { expect, test } from 'vitest'
import { openapi } from './openapi.ts'
import { routes } from './routes.ts'

interface Operation {
  summary: string
  parameters: { name: string; in: string }[]
  requestBody?: { content: Record<string, { schema: object }> }
  responses: Record<string, object>
}

// Through JSON, as a client sees it.
const document = JSON.parse(JSON.stringify(openapi(routes))) as {
  paths: Record<string, Record<string, Operation>>
}
const operations = Object.values(document.paths).flatMap((path) => Object.values(path))

test('every route is described, with its parameters and how it fails', () => {
  expect(operations).toHaveLength(routes.length)
  for (const { summary, responses } of operations) {
    expect(summary).toMatch(/\.$/)
    expect(Object.keys(responses)).toContain('default')
  }
  for (const [path, methods] of Object.entries(document.paths))
    for (const { parameters } of Object.values(methods)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(named)
    }
})

test('the schemas are those that check: a command names its kinds, a list its filters', () => {
  const body =
    document.paths['/cases/{case}/commands']?.post?.requestBody?.content['application/json']?.schema
  expect(JSON.stringify(body)).toContain('"const":"repair"')
  const list = document.paths['/cases']?.get?.parameters.map(({ name }) => name)
  expect(list).toEqual(['limit', 'cursor', 'state', 'open'])
})
