import type { Command } from 'commander'
import type { Host } from '../../domain/host.ts'
import { connect } from '../connect.ts'
import { print, printJson, say, table } from '../output.ts'

interface Options {
  limit?: string
  cursor?: string
  json?: true
}

function row({ hostname, ips, macs, role, attachment, department, switch: at, port }: Host): string[] {
  return [
    hostname,
    ips[0] ?? '',
    macs[0] ?? '',
    role,
    attachment,
    department ?? '',
    at ? `${at} ${port ?? ''}` : '',
  ]
}

/** `straggler hosts [QUERY]`: the inventory. */
export const addHosts = (program: Command) =>
  program
    .command('hosts')
    .summary('list the inventory')
    .argument('[query]', 'the beginning of a name, or a full name, MAC or IP')
    .option('--limit <n>', 'how many at most (default 100)')
    .option('--cursor <cursor>', 'where the page before ended')
    .option('--json', 'one JSON document')
    .action(async (q: string | undefined, { json, ...page }: Options, command: Command) => {
      const api = await connect(command)
      const { items, next } = await api.get<{ items: Host[]; next: string | null }>('/hosts', { q, ...page })
      if (json) return printJson({ items, next })
      if (items.length === 0)
        return say(
          q ? `no host begins with ${q}` : 'no host yet; import some: straggler import inventory FILE',
        )
      print(table(['HOST', 'IP', 'MAC', 'ROLE', 'ATTACHMENT', 'DEPARTMENT', 'PORT'], items.map(row)))
      if (next) say(`more: --cursor ${next}`)
    })
