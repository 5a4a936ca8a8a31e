import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findMongo } from './find-mongo.ts'
import { findTemporal } from './find-temporal.ts'
import { freePort } from './free-port.ts'

let cache: string
let silentProxy: Server

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'fail-over-'))
  silentProxy = createServer().listen(0, '127.0.0.1')
  await once(silentProxy, 'listening')
})

afterEach(async () => {
  silentProxy.close()
  await rm(cache, { recursive: true })
})

/** A machine without PATH, whose way out is this proxy. */
function machineBehind(port: number): NodeJS.ProcessEnv {
  const proxy = `http://127.0.0.1:${port}`
  return { HOME: process.env.HOME, PATH: '', HTTPS_PROXY: proxy, https_proxy: proxy }
}

const servers = [
  { name: 'temporal', find: findTemporal, file: 'temporal' },
  { name: 'mongodb', find: findMongo, file: 'lib' },
]

describe.each(servers)('$name', ({ name, find, file }) => {
  async function findWith(env: NodeJS.ProcessEnv) {
    const lines: string[] = []
    const builds: string[] = []
    const build = async (directory: string) => {
      builds.push(directory)
      await mkdir(directory)
      await writeFile(join(directory, file), '')
    }
    const found = await find({ env, cache, build, say: (line) => lines.push(line) })
    return { found, lines, builds }
  }

  test('a download that is refused goes on to the build at once', async () => {
    const began = Date.now()
    const { found, lines, builds } = await findWith(machineBehind(await freePort()))
    expect(found.way).toBe('built')
    expect(builds).toHaveLength(1)
    expect(lines).toContainEqual(expect.stringContaining(`${name}: downloading does not work here`))
    expect(Date.now() - began).toBeLessThan(8_000)
  })

  test('a download in which nothing arrives is given up within seconds', async () => {
    const began = Date.now()
    const { found, lines } = await findWith(machineBehind((silentProxy.address() as AddressInfo).port))
    expect(found.way).toBe('built')
    expect(lines).toContainEqual(expect.stringContaining('nothing arrived for 8 s'))
    expect(Date.now() - began).toBeLessThan(15_000)
  })

  test('what was built is found again without another try', async () => {
    const env = machineBehind(await freePort())
    await findWith(env)
    const { found, lines, builds } = await findWith(env)
    expect(found.way).toBe('built')
    expect([...lines, ...builds]).toEqual([])
  })
})

test('when no way is left every reason is named at once', async () => {
  const build = () => Promise.reject(new Error('go is missing: apt-get install golang-go.'))
  const env = machineBehind(await freePort())
  const finding = findTemporal({ env, cache, build, say: () => {} })
  await expect(finding).rejects.toThrow(/cannot be had.*downloading: .*building: go is missing/s)
})
