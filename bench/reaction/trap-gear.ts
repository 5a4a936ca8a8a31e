import type { BridgeLab } from '../../lab/bridge/start-bridge-lab.ts'
import type { ManagedHost } from '../../lab/patch-tool/managed-host.ts'
import { startPatchTool } from '../../lab/patch-tool/start-patch-tool.ts'
import { appliesTo } from './installation.ts'

const token = 'bench'

/** Nothing but wake and deploy, and no rung that would fall due. */
export const trapPolicy = {
  name: 'bench: traps',
  ladder: [{ rung: 'ownerNotice', wait: '30d' }],
  applies: appliesTo(),
  times: {
    seenLately: '1d',
    locate: '20s',
    wake: '3s',
    wakeEvery: '1d',
    attempt: '60s',
    retry: '0s',
    unseen: '30d',
    noticeLead: '1d',
    stale: '10d',
    stall: '300d',
    gate: '1h',
    write: '60s',
    window: '1m',
    undoRetry: '10s',
    remind: '1d',
  },
}

/** The bridge as a switch that sends traps, and the patch tool. */
export const trapGear = (
  { address, port, secrets }: BridgeLab,
  { origin }: Tool,
  traps: { host: string; port: number },
) => {
  const route = (path: string) => ({
    kind: 'http',
    url: `${origin}/${path}`,
    token: `env:BENCH_TOKEN`,
    pollEvery: 50,
  })
  const { readCommunity, writeCommunity } = secrets
  return {
    switches: [{ name: 'bridge', address, port, readCommunity, writeCommunity }],
    traps: { ...traps, community: readCommunity },
    sweep: { every: 3_600_000, tellEvery: 500 },
    wake: { addresses: ['127.0.0.1'], packets: 1, backOff: [200], hostsPerMinute: 10_000 },
    deploy: { install: route('install'), liveCheck: route('live-check'), needs: ['port'] },
  }
}

/** The patch tool, as far as the bench looks at it. */
export interface Tool {
  origin: string
  /** When the tool was first asked about the host since it lacked the update. */
  asked: Map<string, number>
  lack(update: string): void
}

/** Starts the lab's patch tool; it manages these hosts and installs on each. */
export async function startTool(names: string[], running: AsyncDisposableStack): Promise<Tool> {
  process.env.BENCH_TOKEN = token
  const asked = new Map<string, number>()
  const managed = new Map(
    names.map((name): [string, ManagedHost] => [name, { missing: [], pending: [], habit: 'installs' }]),
  )
  const { origin, stop } = await startPatchTool({
    token,
    hosts: managed,
    reachable(hostname) {
      if (!asked.has(hostname)) asked.set(hostname, Date.now())
      return true
    },
  })
  running.defer(stop)
  return {
    origin,
    asked,
    lack(update) {
      asked.clear()
      for (const host of managed.values()) host.missing = [update]
    },
  }
}
