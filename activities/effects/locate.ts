import type { Db } from 'mongodb'
import type { SwitchConfig } from '../../config/schema.ts'
import type { Located } from '../../domain/effect.ts'
import type { Attachment, Host } from '../../domain/host.ts'
import { isPatched } from '../../domain/intake/is-patched.ts'
import { type DeployNeed, planFor } from '../../domain/policy/plan-for.ts'
import type { Policy } from '../../domain/policy/schema.ts'
import { type CveKnowledge, riskOf } from '../../domain/risk/risk-of.ts'
import { cases } from '../../store/cases.ts'
import { findingsOf } from '../../store/findings.ts'
import { saveSighting, sightings } from '../../store/sightings.ts'
import type { PerformEffect } from '../perform/effect-context.ts'
import { findPort, type PortOfHost } from '../switch/find-port.ts'

export interface LocateParts {
  db: Db
  policy: Policy
  kev: CveKnowledge | undefined
  config: { switches: SwitchConfig[]; deploy?: { needs: readonly DeployNeed[] } | undefined }
}

/** Looks the host up live and works out its ladder: place, band, deadline, and the rungs that apply. */
export function createLocate({ db, policy, kev, config }: LocateParts): PerformEffect {
  return async (effect, context) => {
    const { host } = context
    const { ports, unread } = await findPort(config.switches, host.macs)
    const [best] = ports
    if (best && best.confidence !== 'weak') await remember(db, host, best)
    context.observe({
      evidence: evidenceOf(
        best,
        unread.map((one) => one.switch),
      ),
    })
    const attachment = attachmentOf(host, best)
    const kind = (await cases(db).findOne({ _id: effect.caseId }))?.kind ?? 'unpatched'
    const { role } = host
    const { plan, skipped } = planFor(policy, { role, attachment }, kind, config.deploy?.needs)
    const seenAt = (await sightings(db).findOne({ _id: host.hostRef }))?.seenAt ?? null
    const risk = await urgencyOf({ db, policy, kev }, host, context.now())
    return { type: 'located', role, attachment, ...risk, seenAt, plan, skipped } satisfies Located
  }
}

/** A case without findings, opened by hand or for silence, has the longest deadline of the policy. */
async function urgencyOf(
  { db, policy, kev }: Pick<LocateParts, 'db' | 'policy' | 'kev'>,
  { hostRef, exposure }: Host,
  now: number,
) {
  const verdict = isPatched(await findingsOf(db, hostRef))
  const risk = verdict.is === 'unpatched' ? riskOf(verdict.missing, exposure, policy, kev) : undefined
  return risk ? { band: risk.band, deadline: risk.deadline } : { band: 'P4', deadline: now + policy.bands.P4 }
}

const remember = (db: Db, { hostRef }: Host, port: PortOfHost) =>
  saveSighting(db, {
    _id: hostRef,
    seenAt: port.seenAt,
    source: `forwarding table of ${port.switch}, port ${port.ifName}`,
    switch: port.switch,
    ifName: port.ifName,
  })

/** A host alone on an edge port is wired, whatever the inventory does not know. */
const attachmentOf = (host: Host, port: PortOfHost | undefined): Attachment =>
  host.attachment === 'unknown' && port?.confidence === 'sure' ? 'wired' : host.attachment

function evidenceOf(port: PortOfHost | undefined, unread: string[]): string[] {
  const place = port
    ? `${port.switch} ${port.ifName}, ${port.confidence}, ${port.others.length} others behind it`
    : 'in no forwarding table'
  return unread.length > 0 ? [place, `not read: ${unread.join(', ')}`] : [place]
}
