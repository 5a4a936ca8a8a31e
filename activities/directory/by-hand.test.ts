import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { directoryConfig } from '../../config/schema.ts'
import { onPath, systemPath } from '../../lab/directory/process.ts'
import { slapdMissing, startSlapd } from '../../lab/directory/start-slapd.ts'
import { adByHand } from './ad-by-hand.ts'
import { openldapByHand } from './openldap-by-hand.ts'
import { configFor, penalise, useScene } from './scene.ts'

const missing =
  slapdMissing() ?? (onPath('ldapmodify') ? undefined : 'ldapmodify is missing: apt-get install ldap-utils')

describe.skipIf(missing)(`by hand in OpenLDAP ${missing ?? ''}`, () => {
  const scene = useScene(startSlapd)

  test('the command enables the account', async () => {
    const account = await penalise(scene, 'userAccount')
    const { prior } = await account.readAndClose('case-1:4')
    expect(await account.logsOn()).toBe(false)
    // The only difference to what a person does: the password is not asked for.
    const command = account.byHand(prior).replace(' -W ', ` -w '${scene.lab.password}' `)
    execFileSync('sh', ['-c', command], { env: systemPath(), stdio: 'pipe' })
    expect(await account.logsOn()).toBe(true)
    expect(await account.read()).toMatchObject({ state: 'open', prior })
  })

  test('names and prior values cannot break out of the command', () => {
    const config = { ...configFor(scene.lab), bindDn: "CN=o'hara,DC=corp" }
    const dn = 'CN=Zoë\nEOF\nrm -rf /,DC=corp'
    const command = openldapByHand(config, { dn, guid: '' }, { pwdAccountLockedTime: '20260101000000Z' })
    expect(command).toContain(String.raw`'CN=o'\''hara,DC=corp'`)
    expect(command).toContain(`dn:: ${Buffer.from(dn).toString('base64')}`)
    expect(command).not.toContain('rm -rf')
    expect(command).toContain('add: pwdAccountLockedTime\npwdAccountLockedTime: 20260101000000Z')
  })
})

test('by hand in Active Directory: on the server we wrote to, and with the marker given back', () => {
  const guid = 'ea1627fe-72e8-4cea-9822-42335a94d5f9'
  const where = `-Identity '${guid}' -Server 'dc1.corp.example'`
  const config = directoryConfig.parse({
    kind: 'activeDirectory',
    url: 'ldaps://dc1.corp.example',
    bindDn: 'straggler@corp.example',
    password: 'env:UNUSED',
    baseDn: 'DC=corp,DC=example',
  })
  expect(adByHand(config, { dn: '', guid }, { marker: null })).toBe(
    `Enable-ADAccount ${where}; Set-ADObject ${where} -Clear 'comment'`,
  )
  expect(adByHand(config, { dn: '', guid }, { marker: "it's hers" })).toBe(
    `Enable-ADAccount ${where}; Set-ADObject ${where} -Replace @{'comment'='it''s hers'}`,
  )
})
