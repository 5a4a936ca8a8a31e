import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const { keepServicesDown } = await import(new URL('./keep-services-down.mjs', import.meta.url).href)
let directory: string
let policy: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'policy-'))
  policy = join(directory, 'policy-rc.d')
})

afterEach(() => rm(directory, { recursive: true }))

test('services are forbidden to start, and only for the time of the install', () => {
  const allow = keepServicesDown(policy)
  expect(() => execFileSync(policy, ['snmpd', 'start'])).toThrow(expect.objectContaining({ status: 101 }))
  allow()
  expect(existsSync(policy)).toBe(false)
})

test('what a killed set-up left behind is taken over', () => {
  keepServicesDown(policy)
  keepServicesDown(policy)()
  expect(existsSync(policy)).toBe(false)
})

test("the machine's own policy stays as it is", async () => {
  await writeFile(policy, '#!/bin/sh\nexit 0\n')
  keepServicesDown(policy)()
  expect(await readFile(policy, 'utf8')).toBe('#!/bin/sh\nexit 0\n')
})
