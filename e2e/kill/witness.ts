import { setTimeout as sleep } from 'node:timers/promises'
import type { LabHost } from '../../lab/company/lab-host.ts'
import type { RunningCompany } from '../../lab/company/start-company.ts'
import { type AccountChange, directoryChanges } from './directory-changes.ts'

/** A copy of a mail that the mail server took over. */
export interface SeenMail {
  messageId: string
  to: string
  subject: string
  /** Epoch milliseconds. */
  at: number
}

/** What happened in the company, as seen by somebody who knows nothing of Straggler. */
export interface Witness {
  mails: SeenMail[]
  /** Each time a port went up or down. */
  ports: { hostname: string; to: 'up' | 'down' }[]
  /** Each alias that a port was given. */
  aliases: { hostname: string; alias: string }[]
  accounts(): AccountChange[]
  /** Idempotency keys of install orders, resends included. */
  orders: readonly string[]
  /** Waits for so many more events, but no longer than the time given. */
  more(events: number, milliseconds: number): Promise<void>
  stop(): void
}

const every = 25

/** Watches mail, ports, patch tool and directory of a running company. */
export function startWitness(
  { world, mail, patchTool, directory }: RunningCompany,
  hosts: LabHost[],
): Witness {
  const mails: SeenMail[] = []
  const ports: Witness['ports'] = []
  const aliases: Witness['aliases'] = []
  const seen = new Map(
    hosts.map((host) => [host.mac, { up: world.isPortUp(host), alias: world.aliasOf(host) }]),
  )
  world.onChange((host) => {
    const last = seen.get(host.mac)
    const now = { up: world.isPortUp(host), alias: world.aliasOf(host) }
    const { hostname } = host
    if (now.up !== last?.up) ports.push({ hostname, to: now.up ? 'up' : 'down' })
    if (now.alias !== last?.alias) aliases.push({ hostname, alias: now.alias })
    seen.set(host.mac, now)
  })
  const look = setInterval(() => {
    for (const one of mail.received.slice(mails.length)) {
      const to = [one.to ?? []].flat()[0]?.value[0]?.address ?? ''
      mails.push({ messageId: one.messageId ?? '', to, subject: one.subject ?? '', at: Date.now() })
    }
  }, every)
  const accounts = () => directoryChanges(directory?.changes ?? '')
  const count = () => mails.length + ports.length + patchTool.orders.length + accounts().length
  return {
    ...{ mails, ports, aliases, accounts, orders: patchTool.orders },
    async more(events, milliseconds) {
      const wanted = count() + events
      const end = Date.now() + milliseconds
      while (count() < wanted && Date.now() < end) await sleep(every)
    },
    stop: () => clearInterval(look),
  }
}
