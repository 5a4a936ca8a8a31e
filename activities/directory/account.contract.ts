import { Client } from 'ldapts'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type DirectoryConfig, directoryConfig } from '../../config/schema.ts'
import { labPassword, smallCompany } from '../../lab/directory/company.ts'
import type { LabDirectory } from '../../lab/directory/lab-directory.ts'
import type { Penalisable, TargetRef } from '../penalisable.ts'
import { accountPenalty } from './account.ts'
import type { AccountKind } from './directory.ts'
import { inventoryHost } from './test-host.ts'
import { clientOptions } from './with-client.ts'

/** What somebody else does to an account, in the terms of one kind of directory. */
export interface ThirdParty {
  disable(admin: Client, dn: string): Promise<void>
  enable(admin: Client, dn: string): Promise<void>
  /** Changes something else about the account that a release must keep. */
  alter(admin: Client, dn: string): Promise<void>
  removeMark(admin: Client, dn: string): Promise<void>
  /** All that a restore has to bring back. */
  state(admin: Client, dn: string): Promise<unknown>
}

/** The configuration by which Straggler reaches a lab directory. */
export function configFor(lab: LabDirectory, more: Partial<DirectoryConfig> = {}): DirectoryConfig {
  process.env.LAB_DIRECTORY_PASSWORD = lab.password
  const { kind, url, bindDn, baseDn, caFile } = lab
  return directoryConfig.parse({
    kind,
    url,
    bindDn,
    baseDn,
    caFile,
    password: 'env:LAB_DIRECTORY_PASSWORD',
    ...more,
  })
}

const host = inventoryHost(smallCompany, 'WS-0417')
const owns: Record<AccountKind, string> = { machineAccount: 'WS-0417', userAccount: 'mia' }

/** What holds for accounts in every kind of directory. */
export function describeAccounts(start: () => Promise<LabDirectory>, thirdParty: ThirdParty): void {
  describe.each(['machineAccount', 'userAccount'] as const)('%s', (kind) => {
    let lab: LabDirectory
    let admin: Client
    let accounts: Penalisable
    let target: TargetRef
    let dn: string

    beforeAll(async () => {
      lab = await start()
      dn = lab.dnOf(owns[kind])
      accounts = accountPenalty(configFor(lab), kind)
      admin = new Client(clientOptions(configFor(lab)))
      await admin.bind(lab.admin.bindDn, lab.admin.password)
    })
    afterAll(async () => {
      await admin?.unbind()
      await lab?.stop()
    })
    beforeEach(async () => {
      const found = await accounts.find(host)
      if ('refusal' in found) throw new Error(found.refusal.why)
      target = found.target
    })
    afterEach(() => thirdParty.enable(admin, dn))

    const binds = async () => {
      const client = new Client(clientOptions(configFor(lab)))
      try {
        await client.bind(dn, labPassword)
        return 'accepted'
      } catch (error) {
        return error
      } finally {
        await client.unbind()
      }
    }
    const close = async (mark: string) => {
      const from = await accounts.read(target)
      await accounts.close(target, from, mark)
      return from
    }

    test('is named by the GUID the directory gave it', () => {
      expect(target).toMatchObject({ kind, locator: { dn: expect.stringMatching(new RegExp(dn, 'i')) } })
      expect(target.id).toMatch(/^account:[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
    })

    test('is refused at bind while closed, and exactly as before after reopening', async () => {
      const before = await thirdParty.state(admin, dn)
      expect(await binds()).toBe('accepted')
      const from = await close('case-1:4')
      expect(await binds()).toMatchObject({ code: 49 })
      expect(await accounts.read(target)).toMatchObject({ state: 'closed', mark: 'case-1:4' })

      await accounts.reopen(target, from.prior, 'case-1:4')
      expect(await binds()).toBe('accepted')
      expect(await thirdParty.state(admin, dn)).toEqual(before)
    })

    test('disabled by somebody else before: closed without our mark', async () => {
      await thirdParty.disable(admin, dn)
      expect(await accounts.read(target)).toMatchObject({ state: 'closed', mark: null })
    })

    test('disabled by somebody else between reading and writing: theirs stays theirs', async () => {
      const from = await accounts.read(target)
      await thirdParty.disable(admin, dn)
      const theirs = await thirdParty.state(admin, dn)
      await expect(accounts.close(target, from, 'case-1:4')).rejects.toThrow(/somebody else/)
      expect(await thirdParty.state(admin, dn)).toEqual(theirs)
    })

    test('enabled by somebody else meanwhile: reopening writes nothing', async () => {
      const from = await close('case-1:4')
      await thirdParty.enable(admin, dn)
      const theirs = await thirdParty.state(admin, dn)
      expect(await accounts.read(target)).toMatchObject({ state: 'open' })
      await accounts.reopen(target, from.prior, 'case-1:4')
      expect(await thirdParty.state(admin, dn)).toEqual(theirs)
    })

    test('altered by somebody else meanwhile: the alteration is kept', async () => {
      const from = await close('case-1:4')
      await thirdParty.alter(admin, dn)
      await accounts.reopen(target, from.prior, 'case-1:4')
      const reopened = await thirdParty.state(admin, dn)
      await thirdParty.alter(admin, dn)
      expect(await thirdParty.state(admin, dn)).toEqual(reopened)
      expect(await binds()).toBe('accepted')
    })

    test('mark taken away by somebody else: seen in the reading, and not enabled by us', async () => {
      const from = await close('case-1:4')
      await thirdParty.removeMark(admin, dn)
      expect(await accounts.read(target)).toMatchObject({ state: 'closed', mark: null })
      await expect(accounts.reopen(target, from.prior, 'case-1:4')).rejects.toThrow(/not by this effect/)
      expect(await binds()).toMatchObject({ code: 49 })
    })

    test("another effect's mark does not free it", async () => {
      const from = await close('case-2:7')
      await expect(accounts.reopen(target, from.prior, 'case-1:4')).rejects.toThrow(/not by this effect/)
      expect(await binds()).toMatchObject({ code: 49 })
      await accounts.reopen(target, from.prior, 'case-2:7')
    })

    test('a mark left behind on an open account does not hinder the next penalty', async () => {
      await close('case-1:4')
      await thirdParty.enable(admin, dn)
      const from = await close('case-3:2')
      expect(await accounts.read(target)).toMatchObject({ state: 'closed', mark: 'case-3:2' })
      await accounts.reopen(target, from.prior, 'case-3:2')
      expect(await accounts.read(target)).toMatchObject({ state: 'open', mark: null })
    })

    test('reopening twice is harmless', async () => {
      const from = await close('case-1:4')
      await accounts.reopen(target, from.prior, 'case-1:4')
      const before = await thirdParty.state(admin, dn)
      await accounts.reopen(target, from.prior, 'case-1:4')
      expect(await thirdParty.state(admin, dn)).toEqual(before)
    })
  })
}
