import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { buildTemporal } from './build-temporal.ts'
import { cacheDirectory } from './cache-directory.ts'
import { findOnPath } from './find-on-path.ts'
import type { FindOptions } from './find-options.ts'
import { firstWay } from './first-way.ts'
import type { FoundServer, StartableServer } from './found-server.ts'
import { keepInCache } from './keep-in-cache.ts'
import { runDownload } from './run-download.ts'
import { sayProgress } from './say-progress.ts'
import { TEMPORAL_CLI_VERSION } from './temporal-cli-version.ts'

const SUFFIX = process.platform === 'win32' ? '.exe' : ''

/** Finds Temporal: given by TEMPORAL_ADDRESS, on PATH, downloaded by its SDK, or built with Go. */
export async function findTemporal(options: FindOptions = {}): Promise<FoundServer> {
  const { env = process.env, cache = cacheDirectory(env), say = sayProgress, build = buildTemporal } = options
  const downloaded = join(cache, `temporal-${TEMPORAL_CLI_VERSION}-downloaded`)
  const built = join(cache, `temporal-${TEMPORAL_CLI_VERSION}-built`)
  const cachedDownload = () =>
    existing('downloaded', join(downloaded, `temporal-v${TEMPORAL_CLI_VERSION}${SUFFIX}`))
  const cachedBuild = () => existing('built', join(built, `temporal${SUFFIX}`))
  const download = async () => {
    say('temporal: trying to download the CLI')
    await keepInCache(downloaded, say, (to) => runDownload('./download-temporal.script.ts', to, env))
    return cachedDownload()
  }
  const buildNow = async () => {
    await build(built, say)
    return cachedBuild()
  }
  const ways = [
    { name: 'TEMPORAL_ADDRESS', find: async () => given(env.TEMPORAL_ADDRESS) },
    { name: 'PATH', find: async () => onPath(await findOnPath('temporal', env)) },
    { name: 'an earlier download', find: cachedDownload },
    { name: 'an earlier build', find: cachedBuild },
    { name: 'downloading', find: download },
    { name: 'building', find: buildNow },
  ]
  return firstWay('temporal', ways, say)
}

function given(address: string | undefined): FoundServer | undefined {
  return address ? { way: 'given', address } : undefined
}

function onPath(command: string | undefined): StartableServer | undefined {
  return command ? { way: 'path', kind: 'temporal', command, args: [] } : undefined
}

async function existing(way: 'downloaded' | 'built', command: string): Promise<StartableServer | undefined> {
  const server: StartableServer = { way, kind: 'temporal', command, args: [] }
  return access(command).then(
    () => server,
    () => undefined,
  )
}
