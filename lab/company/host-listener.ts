import { createServer, type Server } from 'node:net'
import type { LabHost } from './lab-host.ts'
import type { World } from './world.ts'

/** The TCP port that every host of the lab answers on while it is reachable. */
export const answerPort = 4450

/** Lets each reachable host answer TCP on its own loopback address, and nothing answer for the others. */
export function listenForHosts(hosts: LabHost[], world: World): { stop(): void } {
  const servers = new Map<string, Server>()
  const follow = (host: LabHost) => {
    const server = servers.get(host.mac)
    if (world.isReachable(host) && !server) servers.set(host.mac, open(host))
    if (!world.isReachable(host) && server) {
      server.close()
      servers.delete(host.mac)
    }
  }
  hosts.forEach(follow)
  world.onChange(follow)
  return {
    stop() {
      for (const server of servers.values()) server.close()
    },
  }
}

function open({ ip }: LabHost): Server {
  const server = createServer((socket) => socket.end())
  server.on('error', (error) => console.error(`lab host ${ip}: ${error.message}`))
  return server.listen(answerPort, ip)
}
