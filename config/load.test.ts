import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ConfigError, loadConfig } from './load.ts'

const minimal = 'temporal:\n  address: 127.0.0.1:7233\nmongodb:\n  uri: mongodb://127.0.0.1\n'

function fileWith(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'straggler-config-')), 'straggler.yaml')
  writeFileSync(file, text)
  return file
}

function faultsOf(text: string, env: NodeJS.ProcessEnv = {}) {
  try {
    loadConfig(fileWith(text), env)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  throw new Error('the configuration was accepted')
}

test('a minimal file gets the defaults', () => {
  const config = loadConfig(fileWith(minimal), {})
  expect(config.api).toMatchObject({ host: '127.0.0.1', port: 7373 })
  expect(config.switches).toEqual([])
})

test('every fault is listed at once with its line and column', () => {
  const faults = faultsOf(`temporal:
  address: 127.0.0.1:7233
  adress: typo
mongodb: { database: x }
api:
  port: 99999
switches:
  - name: sw-1
    address: 10.0.0.1
    writeCommunity: private
`)
  expect(faults.map(({ line, column, pointer }) => [line, column, pointer])).toEqual([
    [3, 3, '/temporal/adress'],
    [4, 10, '/mongodb/uri'],
    [6, 9, '/api/port'],
    [10, 21, '/switches/0/writeCommunity'],
  ])
})

test('two switches of one name, and one switch under two names, are refused', () => {
  const faults = faultsOf(`${minimal}switches:
  - { name: sw-1, address: 10.0.0.1 }
  - { name: SW-1, address: 10.0.0.2 }
  - { name: sw-3, address: 10.0.0.2 }
  - { name: sw-4, address: 10.0.0.2, port: 1161 }
`)
  expect(faults.map(({ line, pointer }) => [line, pointer])).toEqual([
    [7, '/switches/1/name'],
    [8, '/switches/2/address'],
  ])
})

test('broken YAML is refused with its place', () => {
  expect(faultsOf('temporal: {address: "x\nmongodb: [')[0]).toMatchObject({ column: expect.any(Number) })
})

test('environment variables override the file and are named when they are wrong', () => {
  const env = { STRAGGLER_API_PORT: '8080', STRAGGLER_DATA_DIRECTORY: '/srv/s', STRAGGLER_MONGODB_URI: 'x:1' }
  const config = loadConfig(fileWith(minimal), env)
  expect([config.api.port, config.dataDirectory, config.mongodb.uri]).toEqual([8080, '/srv/s', 'x:1'])
  expect(faultsOf(minimal, { STRAGGLER_API_PORT: 'many' })[0]).toMatchObject({
    file: 'STRAGGLER_API_PORT',
    pointer: '/api/port',
  })
})

test('STRAGGLER_CONFIG names the file; a missing one is said', () => {
  expect(loadConfig(undefined, { STRAGGLER_CONFIG: fileWith(minimal) }).temporal.namespace).toBe('default')
  expect(() => loadConfig(undefined, { STRAGGLER_CONFIG: '/nowhere/s.yaml' })).toThrow(
    /nowhere.*no such file/,
  )
})
