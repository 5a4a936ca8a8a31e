import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MongoClient } from 'mongodb'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { freePort } from './free-port.ts'
import { isAlive } from './is-alive.ts'
import { type Mongo, startMongo } from './start-mongo.ts'

// A server given by MONGODB_URI is not ours to kill, so these tests look for one of their own.
const { MONGODB_URI: _, ...env } = process.env
const { findMongo } = await import('./find-mongo.ts')
const found = await findMongo({ env })
const started: Mongo[] = []
let dataDirectory: string

beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'start-mongo-'))
})

afterEach(async () => {
  await Promise.all(started.splice(0).map((server) => server.stop()))
  await rm(dataDirectory, { recursive: true })
})

async function start(port: number): Promise<Mongo> {
  const server = await startMongo({ dataDirectory, port, found })
  started.push(server)
  return server
}

async function kill(pid: number | undefined): Promise<void> {
  if (pid === undefined) throw new Error('a server of our own has a pid')
  process.kill(pid, 'SIGKILL')
  while (isAlive(pid)) await sleep(20)
}

test('every answered write is there after kill -9', async () => {
  const port = await freePort()
  const first = await start(port)
  const client = new MongoClient(first.uri)
  const hosts = client.db('kill').collection<{ _id: number; name: string }>('hosts')
  await hosts.createIndex({ name: 1 }, { unique: true })
  const upsert = (_id: number) =>
    hosts.updateOne({ _id }, { $set: { name: `host-${_id}` } }, { upsert: true })
  await Promise.all(Array.from({ length: 500 }, (_, id) => upsert(id)))
  await kill(first.pid)
  await client.close()

  const second = await start(port)
  const again = new MongoClient(second.uri)
  const kept = again.db('kill').collection<{ _id: number; name: string }>('hosts')
  expect(await kept.countDocuments()).toBe(500)
  await expect(kept.insertOne({ _id: 500, name: 'host-0' })).rejects.toMatchObject({ code: 11000 })
  await again.close()
})

test('writes that were answered before a kill in the middle of many are there', async () => {
  const port = await freePort()
  const first = await start(port)
  const client = new MongoClient(first.uri, { serverSelectionTimeoutMS: 500 })
  const answered: number[] = []
  const rows = client.db('kill').collection<{ _id: number; filler: string }>('rows')
  const write = (_id: number) =>
    rows.insertOne({ _id, filler: 'x'.repeat(20_000) }).then(
      () => answered.push(_id),
      () => {},
    )
  const writes = Array.from({ length: 400 }, (_, id) => write(id))
  while (answered.length < 100) await sleep(1)
  await kill(first.pid)
  await Promise.all(writes)
  await client.close()
  expect(answered.length).toBeLessThan(400)

  const again = new MongoClient((await start(port)).uri)
  const ids = await again.db('kill').collection<{ _id: number }>('rows').distinct('_id')
  await again.close()
  expect(ids).toEqual(expect.arrayContaining(answered))
})

test('a second start takes over the server that still runs', async () => {
  const first = await start(await freePort())
  const second = await start(await freePort())
  expect(second).toMatchObject({ pid: first.pid, uri: first.uri, reused: true })
})

test('a port in use is refused with the port and what to do', async () => {
  const port = await freePort()
  const other = createServer().listen(port, '127.0.0.1')
  await once(other, 'listening')
  await expect(start(port)).rejects.toThrow(
    new RegExp(`port ${port} is already in use.*Stop what listens there`),
  )
  other.close()
})

test('data of another kind of server is not passed over in silence', async () => {
  const foreign = found.way !== 'given' && found.kind === 'embedded' ? 'mongo-mongod' : 'mongo-embedded.mv'
  await writeFile(join(dataDirectory, foreign), '')
  await expect(start(await freePort())).rejects.toThrow(foreign)
})
