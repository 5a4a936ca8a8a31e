import { Attribute, Change } from 'ldapts'
import { expect, test } from 'vitest'
import { checkRights } from './check-rights.ts'
import { configFor, type Scene } from './scene.ts'

const breakGlass = ['ada', 'noor']

/** What is said of every kind of directory. */
export function describeWarnings(scene: Scene): void {
  test('nothing to say of a directory that is set up as advised', async () => {
    expect(await checkRights(configFor(scene.lab, { breakGlass }))).toEqual([])
  })

  test('lists that are too short, and names that lead to nobody', async () => {
    const warnings = await checkRights(configFor(scene.lab, { breakGlass: ['ada'], vip: ['nobody'] }))
    expect(warnings.map(({ what }) => what)).toEqual([
      expect.stringContaining('nobody, who must never'),
      expect.stringContaining('names 1 emergency accounts'),
    ])
  })
}

/** What Active Directory tells of our rights. */
export function describeAdRights(scene: Scene): void {
  const said = async (more: object = {}) =>
    (await checkRights(configFor(scene.lab, { breakGlass, ...more }))).map(({ what }) => what)

  test('too few', async () => {
    expect(await said({ bindDn: scene.lab.dnOf('mia') })).toEqual([
      expect.stringMatching(/may disable none of the \d+ accounts/),
    ])
  })

  test('too many', async () => {
    const admins = `CN=Domain Admins,CN=Users,${scene.lab.baseDn}`
    const member = new Attribute({ type: 'member', values: [scene.lab.bindDn] })
    await scene.admin.modify(admins, new Change({ operation: 'add', modification: member }))
    const warnings = await said()
    await scene.admin.modify(admins, new Change({ operation: 'delete', modification: member }))
    expect(warnings).toContainEqual(expect.stringMatching(/may write more than it needs/))
    expect(warnings).toContainEqual(expect.stringMatching(/may write to the administrator/))
  })

  test('a marker attribute that everybody may write on themselves', async () => {
    expect(await said({ markerAttribute: 'info' })).toContainEqual(
      expect.stringMatching(/may write info on itself/),
    )
  })

  test('a marker attribute that cannot serve', async () => {
    await expect(said({ markerAttribute: 'otherTelephone' })).rejects.toThrow(/not single-valued/)
    await expect(said({ markerAttribute: 'noSuchThing' })).rejects.toThrow(/no attribute noSuchThing/)
  })
}
