import { z } from 'zod'
import type { Finding, PatchState } from '../../domain/finding.ts'
import { hostname, text } from '../cells.ts'
import { wsusTime } from './wsus-time.ts'

/** UpdateInstallationState of the WSUS API, by number; PowerShell prints the names. */
const installationStates: readonly { name: string; state: PatchState }[] = [
  { name: 'unknown', state: 'unknown' },
  { name: 'notapplicable', state: 'not_applicable' },
  { name: 'notinstalled', state: 'missing' },
  { name: 'downloaded', state: 'missing' },
  { name: 'installed', state: 'patched' },
  { name: 'failed', state: 'failed' },
  { name: 'installedpendingreboot', state: 'pending_reboot' },
]

const state = text.transform((cell, context): PatchState => {
  const found = installationStates.find(({ name }, i) => cell === String(i) || cell.toLowerCase() === name)
  if (found) return found.state
  context.addIssue('an UpdateInstallationState, 0 to 6')
  return z.NEVER
})

const article = text.pipe(z.string().regex(/^(KB)?\d{4,}$/i, 'a knowledge base number'))

const columns = z.object({
  fulldomainname: hostname,
  ipaddress: text.optional(),
  knowledgebasearticle: article.optional(),
  securitybulletin: text.optional(),
  defaulttitle: text.optional(),
  msrcseverity: text.optional(),
  state,
  action: text.optional(),
  lastreportedstatustime: wsusTime,
})

export const wsusColumns = Object.keys(columns.shape)

type Columns = z.infer<typeof columns>

/** Drivers have no article and old updates only a bulletin (`MS-n/a` is none); the title names the rest. */
function updateIdOf(row: Columns): string | undefined {
  if (row.knowledgebasearticle) return `KB${row.knowledgebasearticle.replace(/^KB/i, '')}`
  const bulletin = row.securitybulletin?.match(/^MS\d\d-\d{3}$/i)?.[0]
  return bulletin?.toUpperCase() ?? row.defaulttitle
}

/** One row of a WSUS view export: a computer, an update and its installation state. */
export const wsusRow = columns.transform((row, context): Finding => {
  const updateId = updateIdOf(row)
  if (updateId === undefined) {
    context.addIssue({
      code: 'custom',
      path: ['knowledgebasearticle'],
      message: 'an article, bulletin or title',
    })
    return z.NEVER
  }
  return {
    hostname: row.fulldomainname,
    updateId,
    state: row.state,
    ...(row.defaulttitle && { title: row.defaulttitle }),
    ...(row.msrcseverity && { severity: row.msrcseverity }),
    cves: [],
    observedAt: row.lastreportedstatustime,
  }
})
