import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { LabDirectory } from '../directory/lab-directory.ts'
import { slapdMissing, startSlapd } from '../directory/start-slapd.ts'
import { startMailServer } from '../mail/start-mail-server.ts'
import { startPatchTool } from '../patch-tool/start-patch-tool.ts'
import { startLabSwitch } from '../switch/lab-switch.ts'
import { labSecrets } from './lab-config.ts'
import { openMailbox } from './mailbox.ts'
import { managedHosts } from './managed-hosts.ts'
import { labFiles, labPorts } from './paths.ts'
import type { Company } from './small-company.ts'
import { startUsers } from './users.ts'
import { listenForWake } from './wake-listener.ts'
import { createWorld, type World } from './world.ts'

/** The company at work: switches, machines, directory, mail, patch tool and people. */
export interface RunningCompany {
  world: World
  /** Null where no directory server is installed; `missing` says how to get one. */
  directory: LabDirectory | null
  missing: string | undefined
  stop(): Promise<void>
}

export async function startCompany(company: Company, dataDirectory: string): Promise<RunningCompany> {
  const files = labFiles(dataDirectory)
  mkdirSync(dirname(files.world), { recursive: true })
  const world = createWorld(company, files.world)
  const switches = company.switches.map((name, i) =>
    startLabSwitch({
      ...labSecrets,
      name,
      port: labPorts.firstSwitch + i,
      hosts: company.hosts.filter((host) => host.switch === name),
      world,
    }),
  )
  const wake = await listenForWake(world, labPorts.wake)
  const mail = await startMailServer({ port: labPorts.mail })
  const byName = new Map(company.hosts.map((host) => [host.hostname, host]))
  const patchTool = await startPatchTool({
    port: labPorts.patchTool,
    token: labSecrets.patchTool,
    hosts: managedHosts(company, world),
    reachable: (hostname) => {
      const host = byName.get(hostname)
      return host !== undefined && world.isReachable(host)
    },
    installTime: 1_000,
  })
  const users = startUsers(company.stragglers, world, openMailbox(mail, files.mails))
  const missing = slapdMissing()
  const directory = missing ? null : await startSlapd(directoryOf(company), files.directory)
  return {
    world,
    directory,
    missing,
    async stop() {
      users.stop()
      wake.stop()
      for (const one of switches) one.stop()
      await Promise.allSettled([mail.down(), patchTool.stop(), directory?.stop()])
    },
  }
}

const directoryOf = ({ hosts }: Company) => ({
  domain: 'lab.example',
  hosts: hosts.map(({ hostname, account = '' }) => ({ name: hostname, owner: account, os: 'Windows 11' })),
  users: hosts.map(({ account = '', hostname }) => ({ uid: account, name: `User of ${hostname}` })),
})
