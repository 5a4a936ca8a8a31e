import type { Client } from 'ldapts'
import { afterAll, beforeAll } from 'vitest'
import { type DirectoryConfig, directoryConfig } from '../../config/schema.ts'
import type { Host } from '../../domain/host.ts'
import { fqdnOf, labPassword, mailOf, smallCompany } from '../../lab/directory/company.ts'
import { binds, labClient } from '../../lab/directory/lab-client.ts'
import type { LabDirectory } from '../../lab/directory/lab-directory.ts'
import type { Penalisable } from '../penalisable.ts'
import { accountPenalty } from './account.ts'
import type { AccountKind } from './directory.ts'

/** A running directory, and a connection to it that may do everything, for playing third parties. */
export interface Scene {
  lab: LabDirectory
  admin: Client
}

/** Starts a directory for all tests of the surrounding block. */
export function useScene(start: () => Promise<LabDirectory>): Scene {
  const scene = {} as Scene
  beforeAll(async () => {
    scene.lab = await start()
    scene.admin = labClient(scene.lab)
    await scene.admin.bind(scene.lab.admin.bindDn, scene.lab.admin.password)
  })
  afterAll(async () => {
    await scene.admin?.unbind()
    await scene.lab?.stop()
  })
  return scene
}

/** The configuration by which Straggler reaches a lab directory. */
export function configFor(lab: LabDirectory, more: Partial<DirectoryConfig> = {}): DirectoryConfig {
  process.env.LAB_DIRECTORY_PASSWORD = lab.password
  const { kind, url, bindDn, baseDn, caFile } = lab
  const password = 'env:LAB_DIRECTORY_PASSWORD'
  return directoryConfig.parse({ kind, url, bindDn, baseDn, caFile, password, ...more })
}

/** The inventory's row for a host of the small company. */
export function inventoryHost(name: string): Host {
  const host = smallCompany.hosts.find((one) => one.name === name)
  if (host === undefined) throw new Error(`${name} is not in the company`)
  const owner = smallCompany.users.find(({ uid }) => uid === host.owner)
  return {
    hostRef: `ref-${name}`,
    hostname: name,
    fqdn: fqdnOf(smallCompany, host),
    macs: [],
    ips: [],
    ...(owner && { account: owner.uid, ownerEmail: mailOf(smallCompany, owner) }),
    role: 'personal',
    attachment: 'wired',
    exposure: 'internal',
    os: host.os,
    tags: [],
  }
}

const host = inventoryHost('WS-0417')
const accountOf: Record<AccountKind, string> = { machineAccount: 'WS-0417', userAccount: 'mia' }

/** The account of WS-0417, or of its user, as a penalty sees it and as its owner does. */
export async function penalise(
  { lab }: Scene,
  kind: AccountKind,
  accounts = accountPenalty(configFor(lab), kind),
) {
  const dn = lab.dnOf(accountOf[kind])
  const found = await accounts.find(host)
  if ('refusal' in found) throw new Error(found.refusal.why)
  const { target } = found
  return {
    dn,
    target,
    logsOn: () => binds(lab, { bindDn: dn, password: labPassword }),
    read: () => accounts.read(target),
    forbid: () => accounts.forbid(target, host),
    reopen: (...[prior, mark]: Rest<Penalisable['reopen']>) => accounts.reopen(target, prior, mark),
    byHand: (...[prior]: Rest<Penalisable['byHand']>) => accounts.byHand(target, prior),
    close: (...[from, mark]: Rest<Penalisable['close']>) => accounts.close(target, from, mark),
    async readAndClose(mark: string) {
      const from = await accounts.read(target)
      await accounts.close(target, from, mark)
      return from
    },
  }
}

type Rest<F> = F extends (target: never, ...rest: infer R) => unknown ? R : never
