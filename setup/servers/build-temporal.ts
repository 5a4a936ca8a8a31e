import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Say } from './found-server.ts'
import { keepInCache } from './keep-in-cache.ts'
import { requireTools } from './require-tools.ts'
import { runBuild } from './run-build.ts'
import { TEMPORAL_CLI_VERSION } from './temporal-cli-version.ts'

/** Builds the Temporal CLI from the Go module proxy into a directory of the cache. */
export async function buildTemporal(directory: string, say: Say): Promise<void> {
  const [go = 'go'] = await requireTools('go')
  await refuseOldGo(go)
  say('temporal: building the CLI with go install, about 4 minutes')
  await keepInCache(directory, say, (unfinished) =>
    runBuild({
      label: 'temporal: go install',
      command: go,
      args: ['install', '-v', `github.com/temporalio/cli/cmd/temporal@v${TEMPORAL_CLI_VERSION}`],
      env: { GOTOOLCHAIN: 'auto', ...process.env, GOBIN: unfinished },
      say,
    }),
  )
}

/** Before 1.21 Go could not fetch the newer toolchain that the CLI's go.mod asks for. */
async function refuseOldGo(go: string): Promise<void> {
  const { stdout } = await promisify(execFile)(go, ['version'])
  const minor = Number(/go1\.(\d+)/.exec(stdout)?.[1])
  if (minor < 21) {
    throw new Error(
      `Go 1.${minor} is too old: apt-get install -t bookworm-backports golang-go (1.21 or later).`,
    )
  }
}
