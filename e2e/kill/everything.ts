import type { LabHost } from '../../lab/company/lab-host.ts'
import type { RunningCompany } from '../../lab/company/start-company.ts'
import { accountNow } from '../site/account-now.ts'

/** All of a host that a penalty can change, as others than Straggler see it. */
export async function everythingOf({ world, directory }: RunningCompany, host: LabHost) {
  const { hostname, account = '' } = host
  const read = async (name: string) => directory && (await accountNow(directory, name))
  return {
    hostname,
    port: { up: world.isPortUp(host), alias: world.aliasOf(host) },
    accounts: await Promise.all([hostname, account].map(read)),
  }
}
