import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { refuseBusyPort } from '../../setup/servers/refuse-busy-port.ts'
import type { LabDirectory } from '../directory/lab-directory.ts'
import { slapdMissing, startSlapd } from '../directory/start-slapd.ts'
import { type MailServer, startMailServer } from '../mail/start-mail-server.ts'
import { type PatchTool, startPatchTool } from '../patch-tool/start-patch-tool.ts'
import { startLabSwitch } from '../switch/lab-switch.ts'
import { labSecrets } from './lab-config.ts'
import { openMailbox } from './mailbox.ts'
import { managedHosts } from './managed-hosts.ts'
import { type LabPorts, labFiles } from './paths.ts'
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
  mail: MailServer
  patchTool: PatchTool
  stop(): Promise<void>
}

export async function startCompany(
  company: Company,
  dataDirectory: string,
  ports: LabPorts,
): Promise<RunningCompany> {
  const running = new AsyncDisposableStack()
  try {
    return await start({ company, files: labFiles(dataDirectory), ports }, running)
  } catch (error) {
    await running.disposeAsync()
    throw error
  }
}

interface Place {
  company: Company
  files: ReturnType<typeof labFiles>
  ports: LabPorts
}

async function start(place: Place, running: AsyncDisposableStack): Promise<RunningCompany> {
  const { company, files, ports } = place
  mkdirSync(dirname(files.world), { recursive: true })
  const world = createWorld(company, files.world)
  for (const [index, name] of company.switches.entries()) {
    const hosts = company.hosts.filter((host) => host.switch === name)
    const port = ports.firstSwitch + index
    running.adopt(await startLabSwitch({ ...labSecrets, name, port, hosts, world }), (one) => one.stop())
  }
  running.adopt(await listenForWake(world, ports.wake), (listener) => listener.stop())
  await refuseBusyPort('the mail server of the lab', ports.mail)
  const mail = running.adopt(await startMailServer({ port: ports.mail }), (server) => server.down())
  await refuseBusyPort('the patch tool of the lab', ports.patchTool)
  const patchTool = running.adopt(await startToolOf(place, world), (tool) => tool.stop())
  running.adopt(startUsers(company.stragglers, world, openMailbox(mail, files.mails)), (users) =>
    users.stop(),
  )
  const missing = slapdMissing()
  const directory = missing ? null : await startSlapd(directoryOf(company), files.directory)
  running.defer(() => directory?.stop())
  return { world, directory, missing, mail, patchTool, stop: () => running.disposeAsync() }
}

function startToolOf({ company, ports }: Place, world: World): Promise<PatchTool> {
  const byName = new Map(company.hosts.map((host) => [host.hostname, host]))
  return startPatchTool({
    port: ports.patchTool,
    token: labSecrets.patchTool,
    hosts: managedHosts(company, world),
    reachable: (hostname) => {
      const host = byName.get(hostname)
      return host !== undefined && world.isReachable(host)
    },
    installTime: 1_000,
  })
}

const directoryOf = ({ hosts }: Company) => ({
  domain: 'lab.example',
  hosts: hosts.map(({ hostname, account = '' }) => ({ name: hostname, owner: account, os: 'Windows 11' })),
  users: hosts.map(({ account = '', hostname }) => ({ uid: account, name: `User of ${hostname}` })),
})
