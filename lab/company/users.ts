import { setTimeout as sleep } from 'node:timers/promises'
import type { LabHost } from './lab-host.ts'
import type { Mailbox } from './mailbox.ts'
import type { World } from './world.ts'

/** How long a user takes from noticing to pressing the button, milliseconds. */
const thinks = 6_000

const pageLink = /https?:\/\/\S+\/me\/\S+/

export interface Users {
  stop(): void
}

/** The people of the lab: each reads mail, and answers when what its nature says has happened to it. */
export function startUsers(stragglers: LabHost[], world: World, mailbox: Mailbox): Users {
  const atIt = new Set<string>()
  const look = setInterval(() => {
    mailbox.look()
    for (const host of stragglers) {
      if (atIt.has(host.mac) || !hurts(host, world, mailbox)) continue
      atIt.add(host.mac)
      const answered = sleep(thinks, undefined, { ref: false }).then(() => answer(host, world, mailbox))
      // A page that did not answer is tried again for as long as it hurts.
      void answered.finally(() => atIt.delete(host.mac))
    }
  }, 500)
  return { stop: () => clearInterval(look) }
}

/** Whether the user has noticed enough to answer, and nobody has mended the machine yet. */
function hurts(host: LabHost, world: World, mailbox: Mailbox): boolean {
  if (world.agentWorks(host)) return false
  if (host.nature === 'mendedWhenShut') return !world.isPortUp(host)
  return (
    host.nature === 'mendedWhenDisabled' &&
    mailsOf(host, mailbox).some(({ subject }) => isSwitchedOff(subject))
  )
}

const isSwitchedOff = (subject: string): boolean => subject.includes('switched off')

const mailsOf = ({ ownerEmail = '' }: LabHost, mailbox: Mailbox) => mailbox.to(ownerEmail)

/** The user presses "I am here, try again" on the page of the newest mail, and somebody mends the agent. */
async function answer(host: LabHost, world: World, mailbox: Mailbox): Promise<void> {
  const newest = mailsOf(host, mailbox).findLast(({ text }) => pageLink.test(text))
  const [page] = pageLink.exec(newest?.text ?? '') ?? []
  if (page === undefined) return
  const body = new URLSearchParams({ answer: 'here' })
  const pressed = await fetch(page, { method: 'POST', body, redirect: 'manual' }).catch(() => null)
  if (pressed?.status === 303) world.mendAgent(host)
}
