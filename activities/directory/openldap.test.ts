import { Attribute, Change, type Client } from 'ldapts'
import { describe, expect } from 'vitest'
import { slapdMissing, startSlapd } from '../../lab/directory/start-slapd.ts'
import { describeAccounts, type ThirdParty } from './account.contract.ts'
import { describeWarnings } from './check-rights.contract.ts'
import { describeFinding, describeFindingInOpenldap } from './find-account.contract.ts'
import { describeLists, describeOpenldapRules } from './protect.contract.ts'
import { useScene } from './scene.ts'

const replace = (client: Client, dn: string, type: string, values: string[]) =>
  client.modify(dn, new Change({ operation: 'replace', modification: new Attribute({ type, values }) }))

const thirdParty: ThirdParty = {
  disable: (admin, dn) => replace(admin, dn, 'pwdAccountLockedTime', ['000001010000Z']),
  enable: (admin, dn) => replace(admin, dn, 'pwdAccountLockedTime', []),
  alter: (admin, dn) => replace(admin, dn, 'seeAlso', ['CN=somewhere,DC=corp,DC=example']),
  refusal: /0x31/,
  removeMark: (admin, dn) => replace(admin, dn, 'description', []),
  async state(admin, dn) {
    const attributes = ['description', 'pwdAccountLockedTime', 'seeAlso', 'userPassword']
    const { searchEntries } = await admin.search(dn, { scope: 'base', attributes })
    expect(searchEntries).toHaveLength(1)
    return searchEntries[0]
  },
}

describe.skipIf(slapdMissing())(`OpenLDAP ${slapdMissing() ?? ''}`, () => {
  const scene = useScene(startSlapd)
  describeAccounts(scene, thirdParty)
  describe('finding', () => {
    describeFinding(scene, 'WS-0417')
    describeFindingInOpenldap(scene)
  })
  describe('protection', () => {
    describeLists(scene, () => `CN=all-admins,OU=Groups,${scene.lab.baseDn}`)
    describeOpenldapRules(scene)
  })
  describe('warnings', () => describeWarnings(scene))
})
