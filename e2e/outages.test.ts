import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CaseAnswer } from '../api/case-answer.ts'
import type { LabHost } from '../lab/bridge/lab-host.ts'
import { inventoryCsv } from './input/inventory.ts'
import { wsusView } from './input/wsus-view.ts'
import { writeFastPolicy } from './installation/fast-policy.ts'
import { intentsLeftOpen } from './installation/intents-left-open.ts'
import { createInstallation, type Installation } from './installation/start-installation.ts'
import type { Part } from './installation/start-part.ts'
import { logsOn } from './site/account-now.ts'
import { type Cable, cableTo } from './site/cable.ts'
import { gearOf } from './site/gear-of.ts'
import { portNow } from './site/port-now.ts'
import { type Site, siteMissing, startSite } from './site/start-site.ts'

const straggler = 'WS-0417'
const owner = 'mia'

describe.skipIf(siteMissing())(
  `outages along a ladder (${siteMissing() ?? 'real'})`,
  { timeout: 120_000 },
  () => {
    const directory = mkdtempSync(join(tmpdir(), 'straggler-e2e-'))
    let site: Site
    let installation: Installation
    let worker: Part
    let host: LabHost
    let cable: Cable
    let broken = false

    /** Passwords are read from their files each time, so that putting one right needs no restart. */
    const setSecret = (name: 'read-community' | 'write-community' | 'directory', value: string) =>
      writeFileSync(join(directory, name), `${value}\n`)

    beforeAll(async () => {
      site = await startSite(directory, [straggler, 'WS-0418'])
      host = site.host(straggler)
      cable = await cableTo(Number(new URL(site.directory.url).port))
      const gear = gearOf(site, directory)
      installation = await createInstallation(directory, {
        ...gear,
        directory: { ...gear.directory, url: `ldap://127.0.0.1:${cable.port}` },
      })
      writeFastPolicy(directory, { write: '12s' })
      await installation.startApi()
      worker = installation.start('worker')
      await host.wakeUp()
      await site.mail.down()
      setSecret('read-community', 'wrong')
      setSecret('write-community', 'wrong')
      setSecret('directory', 'wrong')
    })
    afterAll(async () => {
      await installation?.stop()
      await cable?.cut()
      await site?.stop()
      rmSync(directory, { recursive: true, force: true })
    })
    // Each test is the next step of one story: what follows a broken one says nothing.
    beforeEach(({ skip }) => skip(broken, 'a step before this one has failed'))
    afterEach(async ({ task }) => {
      broken ||= task.result?.state === 'fail'
      if (task.result?.state === 'fail') console.log(await installation.whatHappened(straggler))
    })

    const theCase = () => installation.json<CaseAnswer>('case', straggler)
    const soon = <T>(read: () => Promise<T> | T, timeout = 40_000) =>
      expect.poll(read, { timeout, interval: 250 })
    const why = async () => (await theCase()).next.why
    const doctor = async () => (await installation.cli('doctor')).stdout

    test('doctor says of each fault what it is and what to do', async () => {
      const said = await doctor()
      expect(said).toMatch(/FAILS +switch floor-1 .*no answer\n +→ .*the community is wrong/)
      expect(said).toMatch(
        /FAILS +directory .*\(49\).*\n +→ check directory\.bindDn and the password in file:/,
      )
      expect(said).toMatch(/FAILS +mail .*ECONNREFUSED.*\n +→ Check that the mail server runs/)
    })

    test('mail server gone: the notice waits, and goes out when it is back', async () => {
      const inventory = join(directory, 'inventory.csv')
      writeFileSync(inventory, inventoryCsv(site.bridge.hosts))
      const report = join(directory, 'wsus-view.csv')
      writeFileSync(
        report,
        wsusView([{ fqdn: 'ws-0417.corp.example', ip: host.hostIp, state: 5 }], new Date()),
      )
      await installation.cli('import', 'inventory', inventory)
      expect(await installation.cli('import', 'report', report, '--accept')).toMatchObject({ code: 0 })
      await soon(why).toMatch(
        /the last try failed: mail server .*ECONNREFUSED.*; Check that the mail server runs/,
      )
      expect(site.mail.received).toEqual([])
      await site.mail.up()
      await site.mail.waitFor((mail) => /please act by/.test(mail.subject ?? ''), 30_000)
      await site.mail.waitFor((mail) => /needs attention/.test(mail.subject ?? ''), 30_000)
    })

    test('wrong switch password: the host is not taken for absent, and is seen once it is right', async () => {
      await soon(() => worker.said()).toMatch(/not read in this sweep: .*floor-1.*no answer/)
      const told = async () =>
        (await installation.cli('trail', 'tail', '--host', straggler, '--last', '200')).stdout
      expect(await told()).toContain('not read: floor-1')
      setSecret('read-community', site.bridge.communities.read)
      await soon(told).toContain('the host is seen on the network')
    })

    test('directory refuses our password: nothing is disabled or skipped, and the advice names the password', async () => {
      await soon(why).toMatch(
        /the last try failed: directory .*\(49\).*check directory\.bindDn and the password in file:/,
      )
      expect(await theCase()).toMatchObject({ rung: 'machineAccount', held: [] })
      expect(await logsOn(site.directory, straggler)).toBe(true)
    })

    test('directory down: tried again until it is back', async () => {
      await cable.cut()
      setSecret('directory', site.directory.password)
      await soon(why).toMatch(/the last try failed: directory .*ECONNREFUSED.*check that the directory is up/)
      await cable.mend()
      await soon(() => logsOn(site.directory, straggler)).toBe(false)
      await soon(() => logsOn(site.directory, owner)).toBe(false)
    })

    test('wrong write password: the port stays as it is, and is shut once it is right', async () => {
      await soon(why, 60_000).toMatch(
        /the last try failed: SNMP set .*floor-1.*no answer.*the community is wrong/,
      )
      expect(await portNow(site.bridge, host)).toMatchObject({ adminStatus: '1', ifAlias: '' })
      setSecret('write-community', site.bridge.communities.write)
      await soon(() => portNow(site.bridge, host)).toMatchObject({ adminStatus: '2', link: 'DOWN' })
    })

    test('switch down: what is held is given back when it is there again', async () => {
      await site.bridge.netns.ip('link set up0 down')
      expect(await doctor()).toMatch(
        /FAILS +switch floor-1 .*no answer\n +→ the switch is down or not reachable/,
      )
      site.fleet.mend(straggler)
      expect(await installation.cli('repair', straggler, '--reason', 'user called')).toMatchObject({
        code: 0,
      })
      await soon(why, 60_000).toMatch(/the last try failed/)
      await site.bridge.netns.ip('link set up0 up')
      await soon(theCase, 60_000).toMatchObject({ state: 'closed', outcome: 'patched', held: [] })
      expect(await portNow(site.bridge, host)).toEqual({ adminStatus: '1', ifAlias: '', link: 'UP' })
      expect(await logsOn(site.directory, straggler)).toBe(true)
      expect(await logsOn(site.directory, owner)).toBe(true)
    })

    test('after all of it the record is whole, and nothing is held', async () => {
      expect(await installation.json('trail', 'verify')).toMatchObject({ faults: [] })
      expect((await intentsLeftOpen(installation, straggler)).open).toEqual([])
      expect(await installation.json('undo', '--offline', '--dry-run')).toMatchObject({ items: [] })
    })
  },
)
