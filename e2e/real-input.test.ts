import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ParsedMail } from 'mailparser'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CaseAnswer } from '../api/case-answer.ts'
import type { ReportAnswer } from '../api/report-answer.ts'
import type { LabHost } from '../lab/bridge/lab-host.ts'
import type { MagicPacketWatch } from '../lab/bridge/magic-packets.ts'
import { inventoryCsv } from './input/inventory.ts'
import { wsusUpdate, wsusView } from './input/wsus-view.ts'
import { intentsLeftOpen } from './installation/intents-left-open.ts'
import { createInstallation, type Installation } from './installation/start-installation.ts'
import { accountNow, describeAccount, logsOn } from './site/account-now.ts'
import { gearOf } from './site/gear-of.ts'
import { describePort, type PortNow, portNow } from './site/port-now.ts'
import { type Site, siteMissing, startSite } from './site/start-site.ts'

const straggler = 'WS-0417'
const owner = 'mia'
const patched = 'WS-0418'

describe.skipIf(siteMissing())(
  `a report goes in, a host comes out patched (${siteMissing() ?? 'real'})`,
  () => {
    const directory = mkdtempSync(join(tmpdir(), 'straggler-e2e-'))
    let site: Site
    let installation: Installation
    let host: LabHost
    let packets: MagicPacketWatch
    let before: { port: PortNow; machine: object; user: object }
    let broken = false

    beforeAll(async () => {
      site = await startSite(directory, [straggler, patched])
      host = site.host(straggler)
      installation = await createInstallation(directory, gearOf(site, directory))
      await installation.startApi()
      installation.start('worker')
    })
    afterAll(async () => {
      await packets?.stop()
      await installation?.stop()
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
    const soon = <T>(read: () => Promise<T> | T, timeout = 30_000) =>
      expect.poll(read, { timeout, interval: 250 })
    const mailTo = (to: string, subject: RegExp) =>
      site.mail.waitFor((mail) => addressees(mail).includes(to) && subject.test(mail.subject ?? ''), 30_000)

    test('the host is asleep, and everything about it is as usual', async () => {
      expect(await site.bridge.netns.exec('bridge', 'fdb', 'show', 'br', 'br0')).not.toContain(host.hostMac)
      expect(await logsOn(site.directory, straggler)).toBe(true)
      expect(await logsOn(site.directory, owner)).toBe(true)
      await describePort(site.bridge, host, 'desk 4-17')
      for (const name of [straggler, owner]) await describeAccount(site.directory, name, 'desk 4-17')
      before = {
        port: await portNow(site.bridge, host),
        machine: await accountNow(site.directory, straggler),
        user: await accountNow(site.directory, owner),
      }
      expect(before.port).toEqual({ adminStatus: '1', ifAlias: 'desk 4-17', link: 'UP' })
      expect(before.machine).toMatchObject({ description: 'desk 4-17' })
      packets = await host.watchMagicPackets()
      void packets.first.then(() => host.wakeUp())
    })

    test('a first report waits until an approver accepts it', async () => {
      const inventory = join(directory, 'inventory.csv')
      writeFileSync(inventory, inventoryCsv(site.bridge.hosts))
      expect(await installation.cli('import', 'inventory', inventory)).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('2 hosts added'),
      })
      const report = join(directory, 'wsus-view.csv')
      writeFileSync(report, wsusReport(site))
      const taken = await installation.json<ReportAnswer>('import', 'report', report, '--source', 'wsus')
      expect(taken).toMatchObject({ state: 'waiting', hosts: 2, unpatchedHosts: 1, rejectedRows: 0 })
      expect(taken.doubts.map(({ why }) => why)).toEqual(['it is the first report of its source and scope'])
      expect((await installation.json<{ items: unknown[] }>('cases')).items).toEqual([])
      const approver = join(installation.config.dataDirectory, 'tokens', 'approver')
      const accepted = await installation.cli(
        ...['report', 'accept', taken.id, '--reason', 'compared with the console', '--token-file', approver],
      )
      expect(accepted).toMatchObject({ code: 0, stderr: expect.stringContaining('is accepted') })
    })

    test('the magic packet is seen on the cable, and the host wakes up', async () => {
      await soon(() => packets.seen().length).toBeGreaterThan(0)
      expect(packets.seen()[0]).toContain(`> ${site.bridge.broadcast}.9: UDP, length 102`)
      await soon(() => site.fleet.orders(straggler)).toBeGreaterThan(0)
    })

    test('owner and patch section are told, and failed attempts are counted', async () => {
      const notice = await mailTo(mailOf(owner), /1 missing update, please act by/)
      expect(notice.text).toContain(wsusUpdate)
      expect(notice.text).toMatch(/Not before .*:\s+the computer's own account is disabled/)
      const ticket = await mailTo('patch-section@corp.example', /WS-0417 needs attention/)
      expect(ticket.text).toContain(`straggler repair ${straggler}`)
      await soon(async () => (await theCase()).attempts).toBeGreaterThanOrEqual(2)
      expect(site.fleet.installed(straggler)).toEqual([])
    })

    test('the accounts of the machine and its user are refused at bind', async () => {
      await soon(() => logsOn(site.directory, straggler)).toBe(false)
      await soon(() => logsOn(site.directory, owner)).toBe(false)
    })

    test('the port is down', async () => {
      await soon(() => portNow(site.bridge, host)).toMatchObject({ adminStatus: '2', link: 'DOWN' })
      await soon(async () => (await theCase()).held.map(({ kind }) => kind)).toEqual([
        'machineAccount',
        'userAccount',
        'port',
      ])
      expect(await theCase()).toMatchObject({ state: 'portShut' })
    })

    test('owner and ticket are told what is off and how to get it back', async () => {
      const { text } = await mailTo(mailOf(owner), /switched off because updates are missing/)
      expect(text).toMatch(/HOW TO GET IT BACK[\s\S]*\/me\//)
      const said = () => mailsTo(site, 'patch-section@corp.example').map((mail) => mail.text)
      await soon(said).toContainEqual(expect.stringContaining('Switched off by Straggler: floor-1 p1'))
      expect(said()).toContainEqual(expect.stringMatching(/Switched off by Straggler: WS-0417/i))
    })

    test('the user responds, the port comes back for the window, and the update goes in', async () => {
      site.fleet.mend(straggler)
      const pages = mailsTo(site, mailOf(owner)).flatMap(
        (mail) => mail.text?.match(/https?:\S+\/me\/\S+/) ?? [],
      )
      const pressed = await fetch(pages.at(-1) ?? '', {
        method: 'POST',
        body: new URLSearchParams({ answer: 'here' }),
        redirect: 'manual',
      })
      expect(pressed.status).toBe(303)
      await soon(async () => (await portNow(site.bridge, host)).link).toBe('UP')
      await soon(() => site.fleet.installed(straggler)).toEqual([wsusUpdate])
    })

    test('the case is closed as patched, and its ticket with it', async () => {
      await soon(theCase).toMatchObject({ state: 'closed', outcome: 'patched', held: [] })
      const closing = await mailTo('patch-section@corp.example', /^Re: .*WS-0417 needs attention/)
      await soon(() => mailsTo(site, 'patch-section@corp.example').at(-1)?.text).toMatch(
        new RegExp(`RESOLVED: patched[\\s\\S]*live check: all 1 updates patched.*${wsusUpdate}`),
      )
      const opening = mailsTo(site, 'patch-section@corp.example')[0]
      expect(closing.references).toContain(opening?.messageId)
      await mailTo(mailOf(owner), /done, everything is as it was before/)
    })

    test('port and accounts are exactly as before', async () => {
      expect(await portNow(site.bridge, host)).toEqual(before.port)
      expect(await logsOn(site.directory, straggler)).toBe(true)
      expect(await logsOn(site.directory, owner)).toBe(true)
      expect(await accountNow(site.directory, straggler)).toEqual(before.machine)
      expect(await accountNow(site.directory, owner)).toEqual(before.user)
    })

    test('the host that was patched all along was left alone', async () => {
      expect(await installation.cli('case', patched)).toMatchObject({ code: 3 })
      expect(mailsTo(site, mailOf('noor'))).toEqual([])
      expect(await portNow(site.bridge, site.host(patched))).toMatchObject({ adminStatus: '1', link: 'UP' })
    })

    test('the record is whole: every intent has an outcome, and nothing is held', async () => {
      const verified = await installation.json<{ entries: number; faults: unknown[] }>('trail', 'verify')
      expect(verified).toMatchObject({ faults: [] })
      const { intents, open } = await intentsLeftOpen(installation, straggler)
      expect(intents).toBeGreaterThan(10)
      expect(open).toEqual([])
      expect(await installation.json('undo', '--offline', '--dry-run')).toMatchObject({ items: [] })
    })
  },
)

const mailOf = (name: string) => `${name}@corp.example`

const addressees = ({ to }: ParsedMail): string[] =>
  [to ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address ?? ''))

const mailsTo = ({ mail }: Site, to: string): ParsedMail[] =>
  mail.mailbox().filter((one) => addressees(one).includes(to))

function wsusReport({ bridge }: Site): Buffer {
  const rows = bridge.hosts.map(({ name, hostIp }) => ({
    fqdn: `${name}.corp.example`,
    ip: hostIp,
    state: name === straggler ? (2 as const) : (4 as const),
  }))
  return wsusView(rows, new Date())
}
