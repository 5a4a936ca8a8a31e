import { Attribute, Change } from 'ldapts'
import { expect, test } from 'vitest'
import type { DirectoryConfig } from '../../config/schema.ts'
import { accountPenalty } from './account.ts'
import type { AccountKind } from './directory.ts'
import { directoryKinds } from './directory-kinds.ts'
import { configFor, inventoryHost, type Scene } from './scene.ts'

const host = inventoryHost('WS-0417')

/** The refusal for the account with this DN, as it is judged right before a write; null when none. */
async function forbidden(
  scene: Scene,
  kind: AccountKind,
  dn: string,
  more: Partial<DirectoryConfig> = {},
  row = host,
) {
  const config = configFor(scene.lab, more)
  const [guid = ''] = await directoryKinds[config.kind].session(config, ({ named }) => named(dn))
  const target = { id: `account:${guid}`, kind, name: dn, locator: { guid, dn } }
  return (await accountPenalty(config, kind).forbid(target, row))?.why ?? null
}

const change = (scene: Scene, dn: string, type: string, values: string[]) =>
  scene.admin.modify(dn, new Change({ operation: 'replace', modification: new Attribute({ type, values }) }))

/** Protections that come from the configuration and the inventory, the same everywhere. */
export function describeLists(scene: Scene, protectedGroup: () => string): void {
  const mia = (more: Partial<DirectoryConfig>, row = host) =>
    forbidden(scene, 'userAccount', scene.lab.dnOf('mia'), more, row)

  test('an account on no list may be written', async () => {
    expect(await mia({ breakGlass: ['noor'], onShift: ['noor'], vip: ['noor'] })).toBeNull()
  })

  test('break-glass, shift and VIP lists, by any name', async () => {
    expect(await mia({ breakGlass: ['MIA'] })).toMatch(/break-glass list/)
    expect(await mia({ breakGlass: [scene.lab.dnOf('mia').toLowerCase()] })).toMatch(/break-glass list/)
    expect(await mia({ onShift: ['noor', 'mia@corp.example'] })).toMatch(/on shift/)
    expect(await mia({ vip: ['mia'] })).toMatch(/VIP list/)
  })

  test('a listed name that leads to nobody stops every write', async () => {
    expect(await mia({ breakGlass: ['mai'] })).toMatch(/mai on the break-glass list is not in the directory/)
    const group = `CN=No Such Group,${scene.lab.baseDn}`
    expect(await mia({ protectedGroups: [group] })).toMatch(/No Such Group.* is not in the directory/)
  })

  test('members of a protected group, nested ones too', async () => {
    const protectedGroups = [protectedGroup()]
    expect(await mia({ protectedGroups })).toBeNull()
    const ada = scene.lab.dnOf('ada')
    expect(await forbidden(scene, 'userAccount', ada, { protectedGroups })).toMatch(/member of/)
  })

  test('a host that the inventory calls a server', async () => {
    expect(await mia({}, { ...host, role: 'server' })).toMatch(/role server/)
    expect(await mia({}, { ...host, role: 'infrastructure' })).toMatch(/role infrastructure/)
  })

  test('the account that we bind with', async () => {
    const refusal = await forbidden(scene, 'userAccount', scene.lab.bindDn)
    expect(refusal).toMatch(/Straggler itself binds with|not a userAccount/)
  })

  test('an account of another kind', async () => {
    expect(await forbidden(scene, 'userAccount', scene.lab.dnOf('WS-0417'))).toMatch(/not a userAccount/)
    expect(await forbidden(scene, 'machineAccount', scene.lab.dnOf('mia'))).toMatch(/not a machineAccount/)
  })
}

/** Protections that only OpenLDAP needs. */
export function describeOpenldapRules(scene: Scene): void {
  test('a password policy under which a lock has no effect', async () => {
    const policy = `CN=default,OU=Policies,${scene.lab.baseDn}`
    await change(scene, policy, 'pwdLockout', ['FALSE'])
    const refusal = await forbidden(scene, 'userAccount', scene.lab.dnOf('mia'))
    await change(scene, policy, 'pwdLockout', ['TRUE'])
    expect(refusal).toMatch(/pwdLockout off/)
  })
}

/** Protections that Active Directory's own facts bring. */
export function describeAdRules(scene: Scene): void {
  const inUsers = (name: string) => `CN=${name},CN=Users,${scene.lab.baseDn}`

  test('members of Domain Admins through another group', async () => {
    expect(await forbidden(scene, 'userAccount', scene.lab.dnOf('ada'))).toMatch(/member of Domain Admins/)
  })

  test('whoever has a privileged group as primary group', async () => {
    const [mia, admins] = [scene.lab.dnOf('mia'), inUsers('Domain Admins')]
    const member = new Attribute({ type: 'member', values: [mia] })
    await scene.admin.modify(admins, new Change({ operation: 'add', modification: member }))
    await change(scene, mia, 'primaryGroupID', ['512'])
    expect(await forbidden(scene, 'userAccount', mia)).toMatch(/member of Domain Admins/)
    await change(scene, mia, 'primaryGroupID', ['513'])
    await scene.admin.modify(admins, new Change({ operation: 'delete', modification: member }))
    expect(await forbidden(scene, 'userAccount', mia)).toBeNull()
  })

  test('whoever is or was an administrator', async () => {
    await change(scene, scene.lab.dnOf('noor'), 'adminCount', ['1'])
    expect(await forbidden(scene, 'userAccount', scene.lab.dnOf('noor'))).toMatch(/adminCount/)
    await change(scene, scene.lab.dnOf('noor'), 'adminCount', [])
  })

  test('built-in accounts', async () => {
    expect(await forbidden(scene, 'userAccount', inUsers('Administrator'))).toMatch(
      /critical object|built-in/,
    )
    expect(await forbidden(scene, 'userAccount', inUsers('krbtgt'))).toMatch(/critical object|built-in/)
  })

  test('service accounts', async () => {
    await change(scene, scene.lab.dnOf('noor'), 'servicePrincipalName', ['HTTP/intranet.corp.example'])
    expect(await forbidden(scene, 'userAccount', scene.lab.dnOf('noor'))).toMatch(/HTTP\/intranet/)
    await change(scene, scene.lab.dnOf('noor'), 'servicePrincipalName', [])
  })

  test('managed service accounts, which are no machines', async () => {
    const dn = `CN=svc-web,CN=Managed Service Accounts,${scene.lab.baseDn}`
    await scene.admin.add(dn, {
      objectClass: 'msDS-GroupManagedServiceAccount',
      sAMAccountName: 'svc-web$',
      'msDS-ManagedPasswordInterval': '30',
    })
    expect(await forbidden(scene, 'machineAccount', dn)).toMatch(/not a machineAccount/)
  })

  test('domain controllers', async () => {
    const dn = `CN=DC1,OU=Domain Controllers,${scene.lab.baseDn}`
    expect(await forbidden(scene, 'machineAccount', dn)).toMatch(/domain controller/)
  })

  test('machines that are trusted for delegation', async () => {
    await change(scene, scene.lab.dnOf('WS-0418'), 'userAccountControl', [String(0x1000 | 0x80000)])
    expect(await forbidden(scene, 'machineAccount', scene.lab.dnOf('WS-0418'))).toMatch(/delegation/)
    await change(scene, scene.lab.dnOf('WS-0418'), 'userAccountControl', [String(0x1000)])
  })

  test('machines that run a server system, or of which it is not known', async () => {
    expect(await forbidden(scene, 'machineAccount', scene.lab.dnOf('SRV-01'))).toMatch(/runs Windows Server/)
    await change(scene, scene.lab.dnOf('WS-0418'), 'operatingSystem', [])
    expect(await forbidden(scene, 'machineAccount', scene.lab.dnOf('WS-0418'))).toMatch(/does not say/)
    await change(scene, scene.lab.dnOf('WS-0418'), 'operatingSystem', ['Windows 11 Enterprise'])
    expect(await forbidden(scene, 'machineAccount', scene.lab.dnOf('WS-0418'))).toBeNull()
  })
}
