import { access, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { buildEmbeddedMongo, embeddedMongo, embeddedMongoName } from './build-embedded-mongo.ts'
import { cacheDirectory } from './cache-directory.ts'
import { findOnPath } from './find-on-path.ts'
import type { FindOptions } from './find-options.ts'
import { firstWay } from './first-way.ts'
import type { FoundServer, StartableServer } from './found-server.ts'
import { keepInCache } from './keep-in-cache.ts'
import { runDownload } from './run-download.ts'
import { sayProgress } from './say-progress.ts'

/** Finds MongoDB: given by MONGODB_URI, on PATH, downloaded by mongodb-memory-server, or embedded and built. */
export async function findMongo(options: FindOptions = {}): Promise<FoundServer> {
  const {
    env = process.env,
    cache = cacheDirectory(env),
    say = sayProgress,
    build = buildEmbeddedMongo,
  } = options
  const downloaded = join(cache, 'mongod-downloaded')
  const built = join(cache, await embeddedMongoName())
  const download = async () => {
    say('mongodb: trying to download mongod')
    // One attempt (the library counts them so): the next way is there, and its pauses between are long.
    const once = { ...env, MONGOMS_MAX_RETRIES: '1' }
    await keepInCache(downloaded, say, (to) => runDownload('./download-mongod.script.ts', to, once))
    return cachedDownload(downloaded)
  }
  const buildNow = async () => {
    await build(built, say)
    return cachedBuild(built)
  }
  const ways = [
    { name: 'MONGODB_URI', find: async () => given(env.MONGODB_URI) },
    { name: 'PATH', find: async () => mongod('path', await findOnPath('mongod', env)) },
    { name: 'an earlier download', find: () => cachedDownload(downloaded) },
    { name: 'an earlier build', find: () => cachedBuild(built) },
    { name: 'downloading', find: download },
    { name: 'building', find: buildNow },
  ]
  return firstWay('mongodb', ways, say)
}

function given(address: string | undefined): FoundServer | undefined {
  return address ? { way: 'given', address } : undefined
}

function mongod(way: 'path' | 'downloaded', command: string | undefined): StartableServer | undefined {
  return command ? { way, kind: 'mongod', command, args: [] } : undefined
}

/** The library puts its version and platform into the file's name. */
async function cachedDownload(directory: string): Promise<StartableServer | undefined> {
  const names = await readdir(directory).catch(() => [])
  const name = names.find((file) => file.startsWith('mongod'))
  return mongod('downloaded', name && join(directory, name))
}

async function cachedBuild(directory: string): Promise<StartableServer | undefined> {
  return access(directory).then(
    () => embeddedMongo(directory),
    () => undefined,
  )
}
