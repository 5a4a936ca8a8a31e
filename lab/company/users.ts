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
  const answered = new Set<string>()
  const look = setInterval(() => {
    mailbox.look()
    for (const host of stragglers) {
      if (answered.has(host.mac) || !hurts(host, world, mailbox)) continue
      answered.add(host.mac)
      setTimeout(() => void answer(host, world, mailbox), thinks).unref()
    }
  }, 500)
  return { stop: () => clearInterval(look) }
}

/** Whether the user has noticed enough to answer, and has not answered before. */
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

/** Somebody mends the agent, then the user presses "I am here, try again" on the page of the newest mail. */
async function answer(host: LabHost, world: World, mailbox: Mailbox): Promise<void> {
  world.mendAgent(host)
  const newest = mailsOf(host, mailbox).findLast(({ text }) => pageLink.test(text))
  const [page] = pageLink.exec(newest?.text ?? '') ?? []
  if (page === undefined) return
  await fetch(page, {
    method: 'POST',
    body: new URLSearchParams({ answer: 'here' }),
    redirect: 'manual',
  }).catch((error: Error) => console.error(`lab user of ${host.hostname}: ${error.message}`))
}
