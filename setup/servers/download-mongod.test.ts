import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { findMongo } from './find-mongo.ts'

const run = promisify(execFile)

test('a mongod that can be downloaded is kept in the cache and found there again', async () => {
  const home = await mkdtemp(join(tmpdir(), 'download-mongod-'))
  const program = join(home, 'archive', 'mongodb', 'bin', 'mongod')
  await mkdir(join(program, '..'), { recursive: true })
  await writeFile(program, '#!/bin/sh\necho downloaded\n')
  await chmod(program, 0o755)
  const archive = join(home, 'mongodb.tgz')
  await run('tar', ['-czf', archive, '-C', join(home, 'archive'), 'mongodb'])
  const content = await readFile(archive)
  const checksum = createHash('md5').update(content).digest('hex')
  const mirror = createServer(({ url }, response) => response.end(url?.endsWith('.md5') ? checksum : content))
  mirror.listen(0, '127.0.0.1')
  await once(mirror, 'listening')
  const { port } = mirror.address() as AddressInfo
  const lines: string[] = []
  const env = {
    PATH: '',
    HOME: home,
    MONGOMS_DOWNLOAD_MIRROR: `http://127.0.0.1:${port}`,
    MONGOMS_USE_HTTP: 'true',
  }
  const build = () => Promise.reject(new Error('not asked for'))
  const find = () => findMongo({ env, cache: join(home, 'cache'), build, say: (line) => lines.push(line) })

  const first = await find()
  mirror.close()
  const second = await find()
  if (first.way === 'given') throw new Error('nothing was given')
  expect(first.way).toBe('downloaded')
  expect((await run(first.command)).stdout).toBe('downloaded\n')
  expect(second).toEqual(first)
  expect(lines).toEqual(['mongodb: trying to download mongod'])
  await rm(home, { recursive: true })
})
