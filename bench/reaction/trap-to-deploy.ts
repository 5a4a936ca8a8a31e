import { setTimeout as sleep } from 'node:timers/promises'
import type { LabHost } from '../../lab/bridge/lab-host.ts'
import { labMissing } from '../../lab/bridge/lab-missing.ts'
import { type BridgeLab, startBridgeLab } from '../../lab/bridge/start-bridge-lab.ts'
import type { InventoryHost } from '../../store/hosts.ts'
import type { Bench, Place } from '../measured.ts'
import { median, percentile } from '../median.ts'
import { freeUdpPort } from './free-udp-port.ts'
import { type Installation, startInstallation } from './installation.ts'
import { type Stages, sayStages, stagesOf } from './stages.ts'
import { startTool, type Tool, trapGear, trapPolicy } from './trap-gear.ts'

/** Hosts on the bridge, and how often each is plugged in: 104 traps. */
const hostCount = 26
const rounds = 4
/** Milliseconds between two hosts that are plugged in. */
const apart = 150

const linkUp = '1.3.6.1.6.3.1.1.5.4'

/**
 * A host that nobody had seen is plugged in: from the switch's trap, sent by a real snmptrap from the bridge's
 * address, over the read of the forwarding table, the sighting, the case and its first attempt, to the order that
 * reaches the patch tool. The start of snmptrap is included.
 */
export const trapToDeploy: Bench = {
  names: ['trapToDeploy'],
  async run(place) {
    const missing = labMissing()
    if (missing) {
      place.say(`trapToDeploy is left out: ${missing}`)
      return []
    }
    await using running = new AsyncDisposableStack()
    const scene = await prepare(place, running)
    const all: Stages[] = []
    for (let round = 1; round <= rounds; round++) all.push(...(await plugAllIn(scene, round)))
    const times = all.map((one) => one.order - one.sent)
    const details = [
      `${times.length} traps, first attempt: median ${median(times)} ms, slowest ${Math.max(...times)} ms`,
      `median of each stage: ${sayStages(all)}`,
    ]
    return [{ name: 'trapToDeploy', value: percentile(times, 99), unit: 'ms (p99)', goal: 2000, details }]
  },
}

interface Scene {
  place: Place
  lab: BridgeLab
  installation: Installation
  tool: Tool
  /** By hostname. */
  hostRefs: Map<string, string>
  ifIndexes: Map<string, string>
  traps: { host: string; port: number }
}

async function prepare(place: Place, running: AsyncDisposableStack): Promise<Scene> {
  place.say(`a bridge with ${hostCount} hosts`)
  const names = Array.from({ length: hostCount }, (_, n) => `pc${n + 1}`)
  const lab = await startBridgeLab({ hosts: names.map((name) => ({ name })) })
  running.defer(lab.stop)
  const tool = await startTool(names, running)
  const traps = { host: lab.uplink.address, port: await freeUdpPort(lab.uplink.address) }
  const gear = trapGear(lab, tool, traps)
  const installation = await startInstallation(place, { name: 'traps', gear, policy: trapPolicy }, running)
  const hostRefs = await installation.take(lab.hosts.map(inventoryOf))
  return { place, lab, installation, tool, hostRefs, ifIndexes: await ifIndexesOf(lab), traps }
}

/** One round: nobody is there, everybody has a case, then each is plugged in. Milliseconds from trap to order. */
async function plugAllIn({ place, lab, installation, tool, hostRefs, ...scene }: Scene, round: number) {
  for (const { netns } of lab.hosts) await netns.ip('link set eth0 down')
  await installation.forgetSightings()
  tool.lack(`update-${round}`)
  const refs = [...hostRefs.values()]
  await installation.report(refs, `update-${round}`)
  await installation.until(refs, ({ state }) => state === 'monitored', 120)
  place.say(`round ${round} of ${rounds}: ${lab.hosts.length} hosts are plugged in`)
  const sent = new Map<string, number>()
  for (const host of lab.hosts) {
    await host.netns.ip('link set eth0 up')
    await host.speak()
    sent.set(host.name, Date.now())
    await sendTrap(lab, host, scene)
    await sleep(apart)
  }
  await allAsked(tool, lab.hosts)
  await installation.untilClosed(refs, 60)
  return Promise.all(
    lab.hosts.map(({ name }) => {
      const times = { sent: Number(sent.get(name)), order: Number(tool.asked.get(name)) }
      return stagesOf(installation.db, hostRefs.get(name) ?? '', times)
    }),
  )
}

async function sendTrap(
  lab: BridgeLab,
  { name }: LabHost,
  { traps, ifIndexes }: Pick<Scene, 'traps' | 'ifIndexes'>,
) {
  const ifIndex = ifIndexes.get(name) ?? ''
  const varbind = [`1.3.6.1.2.1.2.2.1.1.${ifIndex}`, 'i', ifIndex]
  const to = `${traps.host}:${traps.port}`
  await lab.netns.exec('snmptrap', '-m', '', '-v2c', '-c', lab.communities.read, to, '', linkUp, ...varbind)
}

async function allAsked({ asked }: Tool, all: LabHost[]): Promise<void> {
  for (let tries = 0; tries < 300 && asked.size < all.length; tries++) await sleep(100)
  const missing = all.filter(({ name }) => !asked.has(name)).map(({ name }) => name)
  if (missing.length > 0) throw new Error(`no deploy call within 30 s for ${missing.join(', ')}`)
}

const inventoryOf = ({ name, hostMac }: LabHost): InventoryHost => ({
  hostname: name,
  macs: [hostMac],
  ips: [],
  role: 'personal',
  attachment: 'wired',
  exposure: 'internal',
  tags: [],
})

/** By the host behind the port: `4: p2@if3: ...`. */
async function ifIndexesOf(lab: BridgeLab): Promise<Map<string, string>> {
  const links = (await lab.netns.ip('-o link')).matchAll(/^(\d+): ([^:@]+)/gm)
  const byName = new Map([...links].map(([, index = '', name = '']) => [name, index]))
  return new Map(lab.hosts.map(({ name, ifName }) => [name, byName.get(ifName) ?? '']))
}
