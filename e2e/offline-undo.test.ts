import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OfflineUndo } from '../activities/held/undo-offline.ts'
import type { LabHost } from '../lab/company/lab-host.ts'
import { smallCompany } from '../lab/company/small-company.ts'
import { slapdMissing } from '../lab/directory/start-slapd.ts'
import { everythingOf } from './kill/everything.ts'
import { type KillableLab, startLab, victims } from './kill/start-lab.ts'
import { describePort, openPort, unlock } from './kill/third-party.ts'

const minute = 60_000

/** Two users who never answer: what is switched off stays so. One on the first switch, one on the second. */
const company = smallCompany(7, { 4: 'silent', 18: 'silent' })
const [ours, contested] = company.stragglers as [LabHost, LabHost]
const targetsOf = ({ hostname, account = '', switch: at, port }: LabHost) => [
  hostname,
  account,
  `${at} ${port}`,
]

describe.skipIf(slapdMissing())(`both databases are gone (${slapdMissing() ?? 'on slapd'})`, () => {
  let lab: KillableLab
  let before: Awaited<ReturnType<typeof everything>>
  let held: typeof before
  let broken = false

  beforeAll(async () => {
    lab = await startLab(company)
    before = await everything()
    await lab.report()
  }, 2 * minute)
  afterAll(() => lab?.stop())
  // Each test is the next step of one story: what follows a broken one says nothing.
  beforeEach(({ skip, onTestFailed }) => {
    skip(broken, 'a step before this one has failed')
    onTestFailed(() => {
      broken = true
    })
  })

  const everything = () => Promise.all(company.stragglers.map((host) => everythingOf(lab.running, host)))

  async function undo(...args: string[]) {
    const { code, stdout, stderr } = await lab.cli('undo', '--offline', '--json', ...args)
    const { items } = (stdout === '' ? { items: [] } : JSON.parse(stdout)) as { items: OfflineUndo[] }
    return {
      code,
      stderr,
      results: Object.fromEntries(items.map(({ name, result }) => [name, result])),
      items,
    }
  }

  test(
    'machine and user accounts are disabled, and the ports are shut',
    async () => {
      const isHeld = async () => (await everything()).map(({ port }) => port)
      await expect
        .poll(isHeld, { timeout: 3 * minute, interval: 200 })
        .toEqual(company.stragglers.map(() => ({ up: false, alias: expect.stringContaining('straggler ') })))
      held = await everything()
      for (const [index, { accounts }] of held.entries())
        expect(accounts).not.toEqual(before[index]?.accounts)
    },
    4 * minute,
  )

  test('kill -9 of everything, and the data of Temporal and MongoDB are deleted', async () => {
    await Promise.all(victims.map((name) => lab.processes[name].kill()))
    const data = (await readdir(lab.directory)).filter((name) => /^(temporal-.*\.db|mongo-)/.test(name))
    expect(data.length).toBeGreaterThanOrEqual(2)
    for (const name of data) await rm(join(lab.directory, name), { recursive: true })
    expect(existsSync(join(lab.directory, 'held.jsonl'))).toBe(true)
  })

  test('meanwhile somebody else describes one port anew, and lets one machine in again', async () => {
    const port = lab.ports.firstSwitch + company.switches.indexOf(contested.switch)
    await describePort(port, contested, 'closed by the network section')
    await unlock(lab.running.directory as NonNullable<typeof lab.running.directory>, contested.hostname)
    await expect.poll(() => lab.running.world.aliasOf(contested)).toBe('closed by the network section')
  })

  test('a dry run says what would be done, and does nothing', async () => {
    const { results } = await undo('--dry-run')
    expect(results).toEqual(expectedResults('would restore'))
    expect((await everything())[0]).toEqual(held[0])
  })

  test('undo gives back what is ours exactly, and leaves alone and names what somebody else changed', async () => {
    const { code, stderr, results, items } = await undo()
    expect(results).toEqual(expectedResults('restored'))
    expect(code).toBe(4)
    expect(stderr).toContain('1 of 6 need a person')
    const left = items.find(({ result }) => result === 'left alone')
    expect(left?.detail).toMatch(/not provably by us.*by hand: .*snmpset /s)
    const [own, other] = await everything()
    expect(own).toEqual(before[0])
    expect(other?.accounts).toEqual(before[1]?.accounts)
    expect(other?.port).toEqual({ up: false, alias: 'closed by the network section' })
  })

  test('a second time is harmless, and still names what is left', async () => {
    const after = await everything()
    const { code, results } = await undo()
    expect(code).toBe(4)
    expect(Object.entries(results)).toEqual([[targetsOf(contested)[2], 'left alone']])
    expect(await everything()).toEqual(after)
  })

  test('once somebody has opened that port nothing is held, and nothing is written', async () => {
    await openPort(lab.ports.firstSwitch + company.switches.indexOf(contested.switch), contested)
    await expect.poll(() => lab.running.world.isPortUp(contested)).toBe(true)
    expect(await undo()).toMatchObject({
      code: 0,
      results: { [`${targetsOf(contested)[2]}`]: 'open already' },
    })
    expect(await undo()).toMatchObject({
      code: 0,
      results: {},
      stderr: expect.stringContaining('nothing is held'),
    })
    expect((await everything())[1]?.port).toEqual({ up: true, alias: 'closed by the network section' })
    expect((await everything())[0]).toEqual(before[0])
  })
})

function expectedResults(result: OfflineUndo['result']): Record<string, OfflineUndo['result']> {
  const [machine = '', user = '', port = ''] = targetsOf(contested)
  const own = targetsOf(ours).map((name) => [name, result])
  return { ...Object.fromEntries(own), [user]: result, [machine]: 'open already', [port]: 'left alone' }
}
