import { expect, test } from 'vitest'
import type { Host } from '../../domain/host.ts'
import { accountPenalty } from './account.ts'
import type { AccountKind } from './directory.ts'
import { configFor, inventoryHost, type Scene } from './scene.ts'

const host = inventoryHost('WS-0417')

/** Name of the account that is found for this row of the inventory, or why none is. */
async function find(scene: Scene, kind: AccountKind, more: Partial<Host> = {}): Promise<string> {
  const found = await accountPenalty(configFor(scene.lab), kind).find({ ...host, ...more })
  return 'refusal' in found ? found.refusal.why : found.target.name
}

/** How accounts are found in every kind of directory. */
export function describeFinding(scene: Scene, machine: string): void {
  test('a machine by its host name, by the name the inventory gives, by DN and by GUID', async () => {
    expect(await find(scene, 'machineAccount')).toBe(machine)
    expect(await find(scene, 'machineAccount', { hostname: 'other', machineAccount: 'ws-0417' })).toBe(
      machine,
    )
    expect(await find(scene, 'machineAccount', { machineAccount: scene.lab.dnOf('WS-0417') })).toBe(machine)
    const found = await accountPenalty(configFor(scene.lab), 'machineAccount').find(host)
    const guid = 'target' in found ? String(found.target.locator.guid) : ''
    expect(await find(scene, 'machineAccount', { machineAccount: guid })).toBe(machine)
  })

  test('a user by login name, mail address and DN', async () => {
    expect(await find(scene, 'userAccount')).toBe('mia')
    expect(await find(scene, 'userAccount', { account: 'mia@corp.example' })).toBe('mia')
    expect(await find(scene, 'userAccount', { account: scene.lab.dnOf('mia') })).toBe('mia')
  })

  test('nobody is found by a pattern, nor by a name of another kind', async () => {
    expect(await find(scene, 'userAccount', { account: '*' })).toMatch(/no user account \*/)
    expect(await find(scene, 'userAccount', { account: 'm*' })).toMatch(/no user account m\*/)
    expect(await find(scene, 'userAccount', { account: 'WS-0417' })).toMatch(/no user account/)
    expect(await find(scene, 'machineAccount', { machineAccount: 'mia' })).toMatch(/no machine account/)
    expect(await find(scene, 'machineAccount', { machineAccount: `CN=gone,${scene.lab.baseDn}` })).toMatch(
      /no machine account/,
    )
  })

  test('no user where the inventory names none', async () => {
    const { account: _, ...noAccount } = host
    const found = await accountPenalty(configFor(scene.lab), 'userAccount').find(noAccount)
    expect(found).toMatchObject({ refusal: { why: expect.stringContaining('names no user account') } })
  })

  test('sources that disagree on the owner', async () => {
    expect(await find(scene, 'userAccount', { account: 'noor' })).toMatch(
      /inventory says .* noor's, the directory/,
    )
    expect(await find(scene, 'userAccount', { ownerEmail: 'noor@corp.example' })).toMatch(
      /owner of .* is noor@/,
    )
  })
}

/** What only OpenLDAP lets happen. */
export function describeFindingInOpenldap(scene: Scene): void {
  test('a name that two entries have', async () => {
    const person = { objectClass: 'inetOrgPerson', cn: 'Other', sn: 'Other', mail: 'mia@corp.example' }
    await scene.admin.add(`UID=other,OU=People,${scene.lab.baseDn}`, { ...person, uid: 'other' })
    expect(await find(scene, 'userAccount', { account: 'mia@corp.example' })).toMatch(/not unique/)
  })
}

/** What only Active Directory knows. */
export function describeFindingInAd(scene: Scene): void {
  test('a user with the domain before the name', async () => {
    expect(await find(scene, 'userAccount', { account: 'CORP\\mia' })).toBe('mia')
  })

  test('a machine whose name is used by another one by now', async () => {
    expect(await find(scene, 'machineAccount', { fqdn: 'ws-0417.old.example' })).toMatch(
      /directory says that WS-0417\$ is ws-0417.corp.example, the inventory says ws-0417.old.example/,
    )
  })

  test('two machines that the inventory may mean', async () => {
    expect(await find(scene, 'machineAccount', { fqdn: 'ws-0418.corp.example' })).toMatch(/not unique/)
  })
}
