import { createHash } from 'node:crypto'
import type { CaseDocument } from '../../store/cases.ts'
import { type Html, html } from './html.ts'

/** What an owner can say on the page. */
export const responses = ['here', 'help', 'refuse'] as const
export type OwnerResponse = (typeof responses)[number]

const css = `body { font: 1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem }
:root { color-scheme: light dark }
button { font: inherit; padding: .6rem 1rem; margin: .3rem 0; display: block; width: 100% }
.said { border-left: .3rem solid; padding-left: 1rem }`

/** The only style that the page may use, by its hash (CSP level 3, section 2.3.1). */
export const styleSource = `'sha256-${createHash('sha256').update(css).digest('base64')}'`

const document = (title: string, body: Html): string =>
  html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>${title}</title><style>${{ html: css }}</style></head>
<body><main>${body}</main></body></html>
`.html

const taken: Record<string, string> = {
  machineAccount: 'The account of this computer is disabled, so it cannot sign in to the network.',
  userAccount: 'Your user account is disabled.',
  port: 'The network port of this computer is closed.',
  disconnect: 'This computer is disconnected from the network.',
}

const heard: Record<OwnerResponse, string> = {
  here: 'Thank you. We try again now; leave the computer on and connected. What was taken away comes back for it.',
  help: 'Thank you. The help desk has been told that you need help, and will come back to you.',
  refuse: 'We have noted that you do not want the updates now. The dates on this page still count.',
}

const button = (value: OwnerResponse, text: string): Html =>
  html`<button name="answer" value="${value}">${text}</button>`

const utc = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

function standing({ deadline, held, control }: CaseDocument): Html[] {
  const effects = held.map(({ kind }) => html`<p><strong>${taken[kind] ?? kind}</strong></p>`)
  if (control !== 'running') return [...effects, html`<p>This is on hold; nothing more happens for now.</p>`]
  if (deadline === null) return effects
  const limit = html`<p>Updates must be installed by <time>${utc(deadline)}</time>; after that, access may end.</p>`
  return [...effects, limit]
}

/** The page of an open case: why, what to do, and two or three buttons that need no script. */
export function openPage(doc: CaseDocument, helpDesk: string | undefined, said?: OwnerResponse): string {
  return document(
    `Updates missing on ${doc.hostname}`,
    html`<h1>Updates are missing on ${doc.hostname}</h1>
${said ? html`<p class="said" role="status">${heard[said]}</p>` : html``}
<p>Security updates could not be installed on this computer since ${utc(doc.unpatchedSince)}.</p>
${standing(doc)}
<h2>What to do</h2>
<ol><li>Switch the computer on, connect it to the company's network and leave it on.</li>
<li>Press the first button. The updates are installed and everything is given back by itself.</li></ol>
<form method="post">
${button('here', 'I am here, try again')}
${button('help', 'I need help')}
${button('refuse', 'I cannot have the updates now')}
</form>
${helpDesk ? html`<p>Help desk: <a href="mailto:${helpDesk}">${helpDesk}</a></p>` : html``}`,
  )
}

/** The page of a case that is over. */
export const closedPage = ({ hostname, outcome }: CaseDocument): string =>
  document(
    `Nothing to do for ${hostname}`,
    html`<h1>Nothing to do</h1>
<p>${outcome === 'patched' ? `${hostname} has its updates.` : `The case of ${hostname} is closed.`}
Everything that was taken away has been given back.</p>`,
  )

/** The page for a link that leads nowhere. */
export const unknownPage = (): string =>
  document(
    'This link is not valid',
    html`<h1>This link is not valid any more</h1>
<p>Use the link in the newest message about your computer, or ask the help desk.</p>`,
  )
