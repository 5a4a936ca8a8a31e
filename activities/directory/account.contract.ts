import type { Client } from 'ldapts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { labPassword } from '../../lab/directory/company.ts'
import { labClient } from '../../lab/directory/lab-client.ts'
import { directoryKinds } from './directory-kinds.ts'
import { configFor, penalise, type Scene } from './scene.ts'

/** What somebody else does to an account, in the terms of one kind of directory. */
export interface ThirdParty {
  disable(admin: Client, dn: string): Promise<void>
  enable(admin: Client, dn: string): Promise<void>
  /** Changes something else about the account that a release must keep. */
  alter(admin: Client, dn: string): Promise<void>
  removeMark(admin: Client, dn: string): Promise<void>
  /** What the server answers to the account's own bind while it is disabled. */
  refusal: RegExp
  /** All that a restore has to bring back. */
  state(admin: Client, dn: string): Promise<unknown>
}

/** What holds for accounts in every kind of directory. */
export function describeAccounts(scene: Scene, thirdParty: ThirdParty): void {
  describe.each(['machineAccount', 'userAccount'] as const)('%s', (kind) => {
    let account: Awaited<ReturnType<typeof penalise>>
    const state = () => thirdParty.state(scene.admin, account.dn)
    const theyDo = (what: 'disable' | 'enable' | 'alter' | 'removeMark') =>
      thirdParty[what](scene.admin, account.dn)

    beforeEach(async () => {
      account = await penalise(scene, kind)
    })
    afterEach(async () => {
      await theyDo('enable')
      await theyDo('removeMark')
    })

    test('is named by the GUID the directory gave it', () => {
      const { id, locator } = account.target
      expect(id).toMatch(/^account:[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
      expect(locator).toEqual({ guid: id.slice('account:'.length), dn: expect.any(String) })
      expect(String(locator.dn).toLowerCase()).toBe(account.dn.toLowerCase())
    })

    test('is refused at bind while closed, and exactly as before after reopening', async () => {
      const before = await state()
      expect(await account.logsOn()).toBe(true)
      const { prior } = await account.readAndClose('case-1:4')
      await expect(labClient(scene.lab).bind(account.dn, labPassword)).rejects.toThrow(thirdParty.refusal)
      expect(await account.read()).toMatchObject({ state: 'closed', mark: 'case-1:4' })

      await account.reopen(prior, 'case-1:4')
      expect(await account.logsOn()).toBe(true)
      expect(await state()).toEqual(before)
    })

    test('no rule forbids it', async () => {
      expect(await account.forbid()).toBeNull()
    })

    test('disabled by somebody else before: closed without our mark', async () => {
      await theyDo('disable')
      expect(await account.read()).toMatchObject({ state: 'closed', mark: null })
    })

    test('disabled by somebody else between reading and writing: theirs stays theirs', async () => {
      const from = await account.read()
      await theyDo('disable')
      const theirs = await state()
      await expect(account.close(from, 'case-1:4')).rejects.toThrow(/somebody else/)
      expect(await state()).toEqual(theirs)
    })

    test('disabled by somebody else in the moment of writing: theirs stays theirs', async () => {
      await directoryKinds[scene.lab.kind].session(configFor(scene.lab), async (directory) => {
        const [guid = ''] = await directory.named(account.dn)
        const asRead = await directory.get(guid)
        if (asRead === null) throw new Error(`${account.dn} is gone`)
        await theyDo('disable')
        const theirs = await state()
        await expect(directory.disable(asRead, 'case-1:4')).rejects.toThrow()
        expect(await state()).toEqual(theirs)
        expect(await account.read()).toMatchObject({ state: 'closed', mark: null })
      })
    })

    test('enabled by somebody else meanwhile: reopening only takes our mark off', async () => {
      const before = await state()
      const { prior } = await account.readAndClose('case-1:4')
      await theyDo('enable')
      expect(await account.read()).toMatchObject({ state: 'open', mark: 'case-1:4' })
      await account.reopen(prior, 'case-1:4')
      expect(await account.read()).toMatchObject({ state: 'open', mark: null, prior })
      expect(await state()).toEqual(before)
    })

    test('closing twice is harmless', async () => {
      const from = await account.readAndClose('case-1:4')
      const once = await state()
      await account.close(from, 'case-1:4')
      expect(await state()).toEqual(once)
    })

    test('altered by somebody else meanwhile: the alteration is kept', async () => {
      const { prior } = await account.readAndClose('case-1:4')
      await theyDo('alter')
      await account.reopen(prior, 'case-1:4')
      expect(await account.read()).toMatchObject({ state: 'open', mark: null, prior })
      expect(await account.logsOn()).toBe(true)
      const reopened = await state()
      await theyDo('alter')
      expect(await state()).toEqual(reopened)
    })

    test('mark taken away by somebody else: seen in the reading, and not enabled by us', async () => {
      const { prior } = await account.readAndClose('case-1:4')
      await theyDo('removeMark')
      expect(await account.read()).toMatchObject({ state: 'closed', mark: null })
      await expect(account.reopen(prior, 'case-1:4')).rejects.toThrow(/not by this effect/)
      expect(await account.logsOn()).toBe(false)
    })

    test("another effect's mark does not free it", async () => {
      const { prior } = await account.readAndClose('case-2:7')
      await expect(account.reopen(prior, 'case-1:4')).rejects.toThrow(/not by this effect/)
      expect(await account.logsOn()).toBe(false)
    })

    test('a mark left behind on an open account does not hinder the next penalty', async () => {
      await account.readAndClose('case-1:4')
      await theyDo('enable')
      const { prior } = await account.readAndClose('case-3:2')
      expect(await account.read()).toMatchObject({ state: 'closed', mark: 'case-3:2' })
      await account.reopen(prior, 'case-3:2')
      expect(await account.read()).toMatchObject({ state: 'open', mark: null })
    })

    test('reopening twice is harmless', async () => {
      const { prior } = await account.readAndClose('case-1:4')
      await account.reopen(prior, 'case-1:4')
      const before = await state()
      await account.reopen(prior, 'case-1:4')
      expect(await state()).toEqual(before)
    })
  })
}
