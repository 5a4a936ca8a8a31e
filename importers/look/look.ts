import { sanity } from '../../domain/intake/sanity.ts'
import { summariseReport } from '../../domain/intake/summarise-report.ts'
import { parsePolicy } from '../../domain/policy/parse-policy.ts'
import { sayFault as sayPolicyFault } from '../../domain/yaml-source.ts'
import { type Fault, type Refused, sayFault } from '../fault.ts'
import { parseInventory } from '../inventory/parse-inventory.ts'
import { parseKev } from '../kev/parse-kev.ts'
import { parseReport, type Report } from '../report/parse-report.ts'
import { findStragglers, type Stragglers } from './find-stragglers.ts'
import { anyPlace, placeIn } from './place-in.ts'
import { sayLook } from './say-look.ts'

interface NamedBytes {
  name: string
  bytes: Uint8Array
}

/** The files that are looked at; only the report is a must besides a policy. */
export interface LookFiles {
  report: NamedBytes
  policy: { name: string; text: string }
  inventory?: NamedBytes
  /** CISA's catalogue of exploited vulnerabilities. */
  kev?: NamedBytes
}

/** What `straggler look` prints; with `ok: false` a file was refused and both say why. */
export interface Looked {
  ok: boolean
  text: string
  json: unknown
}

const refusal = (lines: string[], faults: unknown[]): Looked => ({
  ok: false,
  text: `${lines.join('\n')}\n`,
  json: { faults },
})

const refusedFile = ({ name }: NamedBytes, { faults }: Refused): Looked =>
  refusal(
    [`${name} is refused:`, ...faults.map((fault) => `  ${sayFault(name, fault)}`)],
    faults.map((fault) => ({ file: name, ...fault })),
  )

const listed = (name: string, faults: readonly Fault[]): string[] =>
  faults.slice(0, 10).map((fault) => `  left out: ${sayFault(name, fault)}`)

function headingOf(
  { report: { name }, inventory }: LookFiles,
  { meta, rows, rejected }: Report,
  doubts: { why: string }[],
): string[] {
  const hasInventory = inventory !== undefined
  return [
    `${name}: ${meta.format} of ${meta.reportedAt}, ${rows.length} rows, ${rejected.length} faults in rows`,
    ...listed(name, rejected),
    ...meta.warnings.map((warning) => `  note: ${warning}`),
    ...(hasInventory
      ? []
      : ['  note: no inventory given: every host counts as a personal one, attachment unknown']),
    ...doubts.map(({ why }) => `  would wait for a person: ${why}`),
  ]
}

const isoTimes = (found: Stragglers) => ({
  ...found,
  stragglers: found.stragglers.map(({ since, risk, would, ...one }) => ({
    ...one,
    unpatchedSince: new Date(since).toISOString(),
    risk: { ...risk, deadline: new Date(risk.deadline).toISOString() },
    would: would.map(({ at, until, ...rung }) => ({
      ...rung,
      at: Number.isFinite(at) ? new Date(at).toISOString() : null,
    })),
  })),
})

/** Looks at a report without any server: the stragglers, how long, and what the policy would do when. */
export function look(files: LookFiles, now: number): Looked {
  const policy = parsePolicy(files.policy.text, files.policy.name)
  if (!policy.ok)
    return refusal([`${files.policy.name} is refused:`, ...policy.faults.map(sayPolicyFault)], policy.faults)
  const report = parseReport(files.report.bytes, { receivedAt: new Date(now).toISOString() })
  if (!report.ok) return refusedFile(files.report, report)
  const inventory = files.inventory && parseInventory(files.inventory.bytes)
  if (files.inventory && inventory?.ok === false) return refusedFile(files.inventory, inventory)
  const kev = files.kev && parseKev(files.kev.bytes)
  if (files.kev && kev?.ok === false) return refusedFile(files.kev, kev)

  const { meta, rows, rejected } = report
  const judged = { ...summariseReport(rows), ...meta, rejectedRows: rejected.length }
  const doubts = sanity(judged, [], policy.policy.intake, now)
  const found = findStragglers({
    findings: rows,
    policy: policy.policy,
    known: kev?.ok ? kev.cves : undefined,
    now,
    placeOf: inventory?.ok ? placeIn(inventory.rows) : anyPlace,
  })
  return {
    ok: true,
    text: sayLook(found, headingOf(files, report, doubts), policy.policy.name, now),
    json: { report: { name: files.report.name, ...meta, rejected, doubts }, ...isoTimes(found) },
  }
}
