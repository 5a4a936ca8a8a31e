import type { ManagedHost } from '../patch-tool/managed-host.ts'
import type { Company } from './small-company.ts'
import type { World } from './world.ts'

/** The company's machines as its patch tool manages them; what it installs is so in the world. */
export function managedHosts({ hosts, update }: Company, world: World): Map<string, ManagedHost> {
  return new Map(
    hosts.map((host) => [
      host.hostname,
      {
        get habit() {
          return world.agentWorks(host) ? ('installs' as const) : ('fails' as const)
        },
        pending: [],
        missing: missingOn(world.isPatched(host) ? [] : [update.id], () => world.setPatched(host)),
      },
    ]),
  )
}

/** The tool empties the list when it has installed; that is when the machine is patched. */
function missingOn(updates: string[], installed: () => void): string[] {
  return new Proxy(updates, {
    set(list, property, value) {
      const done = Reflect.set(list, property, value)
      if (property === 'length' && value === 0) installed()
      return done
    },
  })
}
