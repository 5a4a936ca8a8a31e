import { Attribute, Change, type Client } from 'ldapts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sambaMissing, startSamba } from '../../lab/directory/start-samba.ts'
import { describeAccounts, type ThirdParty } from './account.contract.ts'
import { accountPenalty } from './account.ts'
import { add, remove } from './change.ts'
import { describeAdRights, describeWarnings } from './check-rights.contract.ts'
import { describeFinding, describeFindingInAd } from './find-account.contract.ts'
import { describeAdRules, describeLists } from './protect.contract.ts'
import { configFor, penalise, useScene } from './scene.ts'

/** NORMAL_ACCOUNT */
const normalAccount = 0x200

const attributes = ['userAccountControl', 'comment', 'pwdLastSet', 'servicePrincipalName', 'accountExpires']

async function state(admin: Client, dn: string) {
  const { searchEntries } = await admin.search(dn, { scope: 'base', attributes })
  if (searchEntries[0] === undefined) throw new Error(`${dn} is gone`)
  return searchEntries[0]
}

const replace = (client: Client, dn: string, type: string, values: string[]) =>
  client.modify(dn, new Change({ operation: 'replace', modification: new Attribute({ type, values }) }))

/** As the consoles do it: read userAccountControl, change one bit, write it back. */
async function control(admin: Client, dn: string, change: (before: number) => number) {
  const { userAccountControl } = await state(admin, dn)
  await replace(admin, dn, 'userAccountControl', [String(change(Number(userAccountControl)))])
}

const thirdParty: ThirdParty = {
  disable: (admin, dn) => control(admin, dn, (before) => before | 0x2),
  enable: (admin, dn) => control(admin, dn, (before) => before & ~0x2),
  // DONT_EXPIRE_PASSWORD
  alter: (admin, dn) => control(admin, dn, (before) => before | 0x10000),
  removeMark: (admin, dn) => replace(admin, dn, 'comment', []),
  refusal: /data 533/,
  state,
}

describe.skipIf(sambaMissing())(`Active Directory ${sambaMissing() ?? ''}`, () => {
  const scene = useScene(startSamba)
  describeAccounts(scene, thirdParty)
  describe('finding', () => {
    describeFinding(scene, 'WS-0417$')
    describeFindingInAd(scene)
  })
  describe('protection', () => {
    describeLists(scene, () => `CN=Domain Admins,CN=Users,${scene.lab.baseDn}`)
    describeAdRules(scene)
  })
  describe('warnings', () => {
    describeWarnings(scene)
    describeAdRights(scene)
  })

  describe('ownership', () => {
    let account: Awaited<ReturnType<typeof penalise>>
    beforeEach(async () => {
      account = await penalise(scene, 'userAccount')
    })
    afterEach(async () => {
      await thirdParty.enable(scene.admin, account.dn)
      await thirdParty.removeMark(scene.admin, account.dn)
    })

    test('enabled and disabled again by somebody else, who left our mark: no longer ours', async () => {
      await account.readAndClose('case-1:4')
      await thirdParty.enable(scene.admin, account.dn)
      await thirdParty.disable(scene.admin, account.dn)
      expect(await account.read()).toMatchObject({ state: 'closed', mark: null })
    })

    test('interrupted before the mark holds its proof: still ours, until somebody writes', async () => {
      const { dn } = account
      await control(scene.admin, dn, () => normalAccount)
      await scene.admin.modify(dn, [
        remove('userAccountControl', String(normalAccount)),
        add('userAccountControl', String(normalAccount | 0x2)),
        add('comment', 'straggler:case-1:4'),
      ])
      expect(await account.read()).toMatchObject({ state: 'closed', mark: 'case-1:4' })
      await thirdParty.alter(scene.admin, dn)
      expect(await account.read()).toMatchObject({ state: 'closed', mark: null })
    })

    test('another marker attribute, found in the schema', async () => {
      const markerAttribute = 'msDS-cloudExtensionAttribute20'
      const config = configFor(scene.lab, { markerAttribute, bindDn: scene.lab.admin.bindDn })
      const marked = await penalise(scene, 'userAccount', accountPenalty(config, 'userAccount'))
      const from = await marked.readAndClose('case-1:4')
      expect(await marked.read()).toMatchObject({ state: 'closed', mark: 'case-1:4' })
      await thirdParty.alter(scene.admin, account.dn)
      expect(await marked.read()).toMatchObject({ state: 'closed', mark: 'case-1:4' })
      await marked.reopen(from.prior, 'case-1:4')
      expect(await marked.read()).toMatchObject({ state: 'open', mark: null })
    })

    test("somebody's own text in the marker attribute comes back", async () => {
      await replace(scene.admin, account.dn, 'comment', ['works from home'])
      const { prior } = await account.readAndClose('case-1:4')
      expect(await account.read()).toMatchObject({ state: 'closed', mark: 'case-1:4' })
      await account.reopen(prior, 'case-1:4')
      expect(await state(scene.admin, account.dn)).toMatchObject({ comment: 'works from home' })
    })
  })
})
