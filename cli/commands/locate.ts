import type { Command } from 'commander'
import { connect } from '../connect.ts'
import { print, printJson, say, table } from '../output.ts'
import { fromNow } from '../time.ts'

interface Located {
  hosts: {
    hostname: string
    macs: string[]
    ips: string[]
    inventory: { switch: string | null; port: string | null }
    lastSeen: { at: string; source: string } | null
  }[]
  ports: {
    switch: string
    ifName: string
    vlan: number | null
    mac: string
    others: string[]
    confidence: string
  }[]
  unread: { switch: string; why: string }[]
}

function hostLine({ hostname, ips, macs, inventory, lastSeen }: Located['hosts'][number]): string {
  const seen = lastSeen ? `last seen ${fromNow(lastSeen.at)}: ${lastSeen.source}` : 'not seen so far'
  const at = inventory.switch
    ? `inventory: ${inventory.switch} ${inventory.port ?? ''}`
    : 'not in the inventory'
  return `${hostname}  ${[...ips, ...macs].join(' ')}\n  ${seen}\n  port by ${at}`
}

function text({ hosts, ports }: Located): string {
  const rows = ports.map(({ switch: name, ifName, vlan, mac, others, confidence }) => {
    return [name, ifName, vlan === null ? '' : String(vlan), mac, confidence, String(others.length)]
  })
  const found = table(['SWITCH', 'PORT', 'VLAN', 'MAC', 'CONFIDENCE', 'OTHERS'], rows)
  return [...hosts.map(hostLine), ports.length > 0 ? found : 'no switch knows it now'].join('\n')
}

/** `straggler locate HOST|MAC|IP`. */
export const addLocate = (program: Command) =>
  program
    .command('locate')
    .summary('find out where a host is now')
    .argument('<what>', 'any name of a host, a MAC or an IP')
    .option('--json', 'one JSON document')
    .action(async (q: string, { json }: { json?: true }, command: Command) => {
      const api = await connect(command)
      const located = await api.get<Located>('/locate', { q })
      if (json) return printJson(located)
      print(text(located))
      for (const { switch: name, why } of located.unread) say(`${name} could not say: ${why}`)
    })
