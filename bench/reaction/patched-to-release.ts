import { setTimeout as sleep } from 'node:timers/promises'
import type { LabHost } from '../../lab/company/lab-host.ts'
import { managedHosts } from '../../lab/company/managed-hosts.ts'
import { type Company, type Natures, smallCompany } from '../../lab/company/small-company.ts'
import { createWorld, type World } from '../../lab/company/world.ts'
import { startMailServer } from '../../lab/mail/start-mail-server.ts'
import { startPatchTool } from '../../lab/patch-tool/start-patch-tool.ts'
import { startLabSwitch } from '../../lab/switch/lab-switch.ts'
import type { Bench, Place } from '../measured.ts'
import { median, percentile } from '../median.ts'
import { freeUdpPort } from './free-udp-port.ts'
import { appliesTo, type Installation, startInstallation } from './installation.ts'

/** Hosts whose port is shut, and milliseconds between two of them that are found patched. */
const hostCount = 36
const apart = 200

const secrets = { readCommunity: 'bench-read', writeCommunity: 'bench-write', token: 'bench' }

/**
 * A host whose port is shut is found patched: from the signal to its case to the first SET that reaches its
 * switch. The lab's switches tell of a SET within 100 ms, which is included.
 */
export const patchedToRelease: Bench = {
  names: ['patchedToRelease'],
  async run(place) {
    await using running = new AsyncDisposableStack()
    const scene = await prepare(place, running)
    const times = await releaseAll(scene)
    const details = [
      `${times.length} ports: median ${Math.round(median(times))} ms, slowest ${Math.round(Math.max(...times))} ms`,
    ]
    return [{ name: 'patchedToRelease', value: percentile(times, 99), unit: 'ms (p99)', goal: 2000, details }]
  },
}

interface Scene {
  place: Place
  world: World
  installation: Installation
  stragglers: { host: LabHost; hostRef: string }[]
}

async function prepare(place: Place, running: AsyncDisposableStack): Promise<Scene> {
  place.say(`a company in which ${hostCount} ports are shut`)
  const broken: Natures = Object.fromEntries(
    Array.from({ length: hostCount }, (_, n) => [n, 'silent'] as const),
  )
  const company = smallCompany(1, broken)
  const world = createWorld(company)
  const gear = await startGear(company, world, running)
  const installation = await startInstallation(place, { name: 'release', gear, policy }, running)
  const hostRefs = await installation.take(company.hosts.map(inventoryOf))
  const stragglers = company.stragglers.map((host) => ({ host, hostRef: hostRefs.get(host.hostname) ?? '' }))
  const refs = stragglers.map(({ hostRef }) => hostRef)
  await installation.report(refs, company.update.id)
  await installation.until(refs, ({ state, held }) => state === 'portShut' && held.length === 1, 180)
  return { place, world, installation, stragglers }
}

/** Straight to the port, within seconds, and no limit in the way. */
const policy = {
  name: 'bench: release',
  bands: { P1: '1s', P2: '1s', P3: '1s', P4: '1s' },
  ladder: [
    { rung: 'ownerNotice', wait: '0s' },
    { rung: 'ticket', wait: '0s' },
    { rung: 'port', wait: '1s' },
  ],
  applies: appliesTo({ port: 'grant' }),
  attemptsBeforePenalty: 1,
  times: {
    seenLately: '1d',
    locate: '30s',
    wake: '30s',
    wakeEvery: '1d',
    attempt: '60s',
    retry: '1h',
    unseen: '30d',
    noticeLead: '1s',
    stale: '10d',
    stall: '300d',
    gate: '20s',
    write: '60s',
    window: '1m',
    undoRetry: '10s',
    remind: '1d',
  },
  leases: { account: '1d', port: '1d' },
  limits: {
    disablesPerHour: 1000,
    disablesPerDay: 1000,
    portsPerHour: 1000,
    portsPerSwitchPerHour: 1000,
    portsPerSwitchPerMinute: 1000,
    heldAccountsPercent: 100,
    heldPortsPercent: 100,
    heldPerSwitchPercent: 100,
    heldPerDepartment: 1000,
  },
}

async function startGear(company: Company, world: World, running: AsyncDisposableStack) {
  process.env.BENCH_READ = secrets.readCommunity
  process.env.BENCH_WRITE = secrets.writeCommunity
  process.env.BENCH_TOKEN = secrets.token
  const switches = []
  for (const name of company.switches) {
    const port = await freeUdpPort('127.0.0.1')
    const hosts = company.hosts.filter((host) => host.switch === name)
    running.adopt(await startLabSwitch({ ...secrets, name, port, hosts, world }), (one) => one.stop())
    switches.push({ name, address: '127.0.0.1', port, ...communities })
  }
  const mail = running.adopt(await startMailServer(), (server) => server.down())
  const hosts = managedHosts(company, world)
  const tool = await startPatchTool({ token: secrets.token, hosts, reachable: () => true })
  running.defer(tool.stop)
  const route = (path: string) => ({
    kind: 'http',
    url: `${tool.origin}/${path}`,
    token: 'env:BENCH_TOKEN',
    pollEvery: 50,
  })
  return {
    switches,
    sweep: { every: 1000, tellEvery: 1000 },
    mail: { host: mail.host, port: mail.port, from: 'straggler@bench.example' },
    helpDesk: { kind: 'mail', to: 'patch-section@bench.example' },
    deploy: { install: route('install'), liveCheck: route('live-check'), needs: ['port'] },
  }
}

const communities = { readCommunity: 'env:BENCH_READ', writeCommunity: 'env:BENCH_WRITE' }

const inventoryOf = ({ mac: _, nature: __, ifIndex: ___, ...host }: LabHost) => host

/** One after the other; milliseconds from the evidence to the first SET. */
async function releaseAll({ place, world, installation, stragglers }: Scene): Promise<number[]> {
  place.say(`${stragglers.length} hosts are found patched`)
  const written = new Map<string, number>()
  const told = new Map<string, number>()
  world.onChange(({ hostname }) => {
    if (told.has(hostname) && !written.has(hostname)) written.set(hostname, performance.now())
  })
  for (const { host, hostRef } of stragglers) {
    told.set(host.hostname, performance.now())
    await installation.cases.tell(hostRef, { type: 'patched', evidence: 'bench' })
    await sleep(apart)
  }
  for (let tries = 0; tries < 300 && written.size < stragglers.length; tries++) await sleep(100)
  if (written.size < stragglers.length) throw new Error('not every port was written within 30 s')
  return [...told].map(([hostname, at]) => Number(written.get(hostname)) - at)
}
