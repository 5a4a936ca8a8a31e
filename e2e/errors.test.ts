import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ReportAnswer } from '../api/report-answer.ts'
import type { ReportTaken } from '../cli/import-text.ts'
import { type Ran, runCli } from '../cli/test-cli.ts'
import { freePort } from '../setup/servers/free-port.ts'
import { genericReport } from './input/generic-report.ts'
import { wsusView } from './input/wsus-view.ts'
import { createInstallation, type Installation } from './installation/start-installation.ts'
import type { ConfigText } from './installation/write-config.ts'

const directory = mkdtempSync(join(tmpdir(), 'straggler-e2e-'))
let installation: Installation
let sound: ConfigText

beforeAll(async () => {
  installation = await createInstallation(directory)
  sound = installation.config
  await installation.startApi()
})
afterEach(() => installation.configure(sound))
afterAll(async () => {
  await installation?.stop()
  rmSync(directory, { recursive: true, force: true })
})

function fileOf(name: string, content: string | Buffer): string {
  const file = join(directory, name)
  writeFileSync(file, content)
  return file
}

const importReport = (content: string | Buffer, ...more: string[]) =>
  installation.cli('import', 'report', fileOf('report.csv', content), ...more)

const reports = async () => (await installation.json<{ items: ReportAnswer[] }>('report', 'list')).items

/** One message with what to do, and no trace of the program's inside. */
function refusedWith({ code, stdout, stderr }: Ran, message: RegExp): void {
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(message)
  expect(stderr.match(/^straggler: /gm)).toHaveLength(1)
  expect(stderr).not.toMatch(/^\s+at .*:\d+|node:internal|undefined/m)
}

describe('a file that cannot be trusted', () => {
  test('half a CSV is refused whole, with the place where it breaks off', async () => {
    const whole = genericReport(10, 3, new Date())
    refusedWith(
      await importReport(whole.slice(0, -30)),
      /nothing of it was taken\n {2}line 11, column 5: expected a whole last row \(6 cells\), found 5\n {2}export it again/,
    )
    refusedWith(
      await importReport(whole.slice(0, whole.lastIndexOf('cumulative'))),
      /line 11, column 4: expected a closing quote, found the end of the file/,
    )
    const inventory = fileOf(
      'inventory.csv',
      'hostname,macs,owner_email\npc-1,02:00:00:00:00:01,a@b.example\npc-2,02:0',
    )
    refusedWith(
      await installation.cli('import', 'inventory', inventory),
      /line 3, column 2: expected a whole last row/,
    )
    expect(await reports()).toEqual([])
    expect(await installation.json('hosts')).toMatchObject({ items: [] })
  })

  test('a UTF-16 export that is said to be UTF-8 is read by its mark, or refused for the lack of one', async () => {
    const view = wsusView([{ fqdn: 'pc-1.corp.example', ip: '192.0.2.1', state: 2 }], new Date())
    refusedWith(
      await importReport(view.subarray(2), '--encoding', 'utf-8'),
      /expected text in UTF-8 \(a UTF-16 file without byte order mark needs --encoding utf-16le\)/,
    )
    const byName = await importReport(view.subarray(2), '--encoding', 'utf-16le', '--dry-run')
    const byMark = await importReport(view, '--encoding', 'utf-8', '--dry-run')
    expect(byMark).toMatchObject({ code: 0, stdout: byName.stdout })
    expect(byMark.stdout).toContain('1 findings about 1 hosts from wsus')
  })
})

describe('a report that waits', () => {
  beforeAll(() => void installation.start('worker'))
  const source = ['--source', 'patch tool']
  const accept = ({ id }: ReportAnswer) =>
    installation.cli(
      ...['report', 'accept', id, '--reason', 'compared with the console'],
      ...['--token-file', join(sound.dataDirectory, 'tokens', 'approver')],
    )

  test('a first one, about unknown hosts: waits, says why and how to go on, and opens nothing', async () => {
    const taken = await importReport(genericReport(200, 100, new Date()), ...source)
    expect(taken).toMatchObject({ code: 0, stderr: '' })
    expect(taken.stdout).toMatch(/not in the inventory, so no case is opened: pc-0, pc-1, .* and more/)
    expect(taken.stdout).toContain('straggler import inventory FILE')
    expect(taken.stdout).toMatch(/waits for a person .*because\n {2}it is the first report of its source/)
    expect(taken.stdout).toContain('200 of its 200 hosts are not in the inventory')
    const [waiting] = await reports()
    expect(taken.stdout).toContain(`straggler report accept ${waiting?.id}`)
    expect(await accept(waiting as ReportAnswer)).toMatchObject({ code: 0 })
    await expect.poll(async () => (await reports())[0]?.takenAt, { timeout: 20_000 }).not.toBeNull()
    expect(await installation.json('cases')).toMatchObject({ items: [] })
  })

  test('one with 30 % more missing', async () => {
    const jumped = fileOf('jumped.csv', genericReport(200, 130, new Date()))
    const taken = await installation.json<ReportTaken>('import', 'report', jumped, ...source)
    expect(taken.state).toBe('waiting')
    expect(taken.doubts.map(({ why }) => why)).toContain(
      'missing rows of the same updates went from 100 to 130 (+30 %); up to 20 % is usual',
    )
    expect(await accept(taken)).toMatchObject({ code: 0 })
    expect((await reports())[0]).toMatchObject({ id: taken.id, state: 'accepted' })
  })
})

describe('a policy with five faults', () => {
  const faults = [
    /policy\.yaml:\d+:\d+ \/modes\/wake: expected off, observe or auto.* found "always"/,
    /policy\.yaml:\d+:\d+ \/bands\/P1: expected a duration .* found "soon"/,
    /policy\.yaml:\d+:\d+ \/ladder\/1\/rung: expected one of .* found "tickets"/,
    /policy\.yaml:\d+:\d+ \/cycles: expected a whole number .* found "many"/,
    /policy\.yaml:\d+:\d+ \/limits\/heldPerSwitchPercent: expected a percentage .* found 300/,
  ]
  const faulty = () =>
    fileOf(
      'faulty-policy.yaml',
      readFileSync(sound.policyFile, 'utf8')
        .replace('wake: auto', 'wake: always')
        .replace(/P1: \S+/, 'P1: soon')
        .replace('rung: ticket', 'rung: tickets')
        .replace(/cycles: \d+/, 'cycles: many')
        .replace(/heldPerSwitchPercent: \d+/, 'heldPerSwitchPercent: 300'),
    )

  test('all are named at once, with their lines', async () => {
    const { code, stdout, stderr } = await installation.cli('policy', 'check', faulty())
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('5 errors') })
    for (const fault of faults) expect(stdout).toMatch(fault)
  })

  test('and no worker starts under it', async () => {
    installation.configure({ policyFile: faulty() })
    const ended = await installation.cli('worker')
    for (const fault of faults) refusedWith(ended, fault)
    expect(ended.stderr).toContain('has 5 faults')
  })
})

describe('a process that cannot start', () => {
  test('an API whose port is in use', async () => {
    refusedWith(
      await installation.cli('api'),
      /port \d+ on 127\.0\.0\.1 is in use; end the other program or set api\.port/,
    )
    expect((await fetch(`${sound.api.publicUrl}/readyz`)).status).toBe(200)
  })

  test('without a network to Temporal or MongoDB', async () => {
    const nobody = `127.0.0.1:${await freePort()}`
    const start = (part: string, env: NodeJS.ProcessEnv) =>
      runCli([part, '--config', installation.configFile], env, directory)
    const noMongo = { STRAGGLER_MONGODB_URI: `mongodb://${nobody}` }
    const [noTemporal, worker, api] = await Promise.all([
      start('worker', { STRAGGLER_TEMPORAL_ADDRESS: nobody }),
      start('worker', noMongo),
      start('api', noMongo),
    ])
    refusedWith(
      noTemporal,
      /Temporal at 127\.0\.0\.1:\d+ does not answer: start it, or correct temporal\.address/,
    )
    const silent =
      /MongoDB at 127\.0\.0\.1:\d+ cannot be used \(.*ECONNREFUSED.*start it, or correct mongodb\.uri/
    refusedWith(worker, silent)
    refusedWith(api, silent)
  })

  test('in a Temporal that lacks the namespace', async () => {
    installation.configure({ temporal: { ...sound.temporal, namespace: 'nowhere' } })
    refusedWith(
      await installation.cli('worker'),
      /has no namespace nowhere: create it, or correct temporal\.namespace/,
    )
  })

  test('a command without an API says how to start one', async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`
    refusedWith(
      await installation.cli('cases', '--api', nobody),
      /does not answer \(ECONNREFUSED\)\n {2}start it with npm start/,
    )
  })
})
