import { cancellationSignal } from '@temporalio/activity'
import type { Effect, EffectResult } from '../../domain/effect.ts'
import type { HostFinding } from '../../domain/intake/host-finding.ts'
import { isPatched } from '../../domain/intake/is-patched.ts'
import { saveCorrespondence } from '../../store/correspondence.ts'
import { findingsOf } from '../../store/findings.ts'
import { attemptPatch, checkPatched } from '../deploy/attempt-patch.ts'
import type { Deploy, Order } from '../deploy/deploy.ts'
import type { EffectContext, PerformEffect } from '../perform/effect-context.ts'
import { saveLiveCheck } from './open-findings.ts'
import { notConfigured, type PeopleParts } from './parts.ts'

type Ask = typeof attemptPatch

/** Asks the patch tool to install now, then looks for itself. */
export const createPatchAttempt = (parts: PeopleParts): PerformEffect => asking(parts, attemptPatch)

/** Looks at this one host, installs nothing. */
export const createLiveCheck = (parts: PeopleParts): PerformEffect => asking(parts, checkPatched)

function asking(parts: PeopleParts, ask: Ask): PerformEffect {
  return async (effect, context) => {
    if (!parts.deploy) return notConfigured('deploy')
    const verdict = isPatched(await findingsOf(parts.db, effect.hostRef))
    // A run of an earlier attempt may have found it out and died before it could say so.
    if (verdict.is === 'patched') {
      return remembered(parts, effect, context, { type: 'patched', evidence: verdict.evidence })
    }
    const order = orderOf(effect, context, verdict.is === 'unpatched' ? verdict.missing : [])
    const result = await inTime(context, (signal) => ask(parts.deploy as Deploy, order, signal))
    if (result.type === 'patched') await rememberPatched(parts, order, effect, context)
    return remembered(parts, effect, context, result)
  }
}

/** A tool that does not answer before this run ends has not reached the host, as far as anybody can tell. */
async function inTime(
  { deadline, now }: EffectContext,
  job: (signal: AbortSignal) => ReturnType<Ask>,
): ReturnType<Ask> {
  const timeout = AbortSignal.timeout(Math.max(1, deadline - now()))
  try {
    return await job(AbortSignal.any([cancellationSignal(), timeout]))
  } catch (error) {
    if (!timeout.aborted) throw error
    return {
      type: 'attempted',
      reached: false,
      cause: 'timeout',
      detail: 'no answer in the time of the attempt',
    }
  }
}

function orderOf({ caseId }: Effect, { key, host }: EffectContext, missing: HostFinding[]): Order {
  const [ip] = host.ips
  return {
    key,
    caseId,
    hostname: host.hostname,
    ...(host.fqdn && { fqdn: host.fqdn }),
    ...(ip && { ip }),
    updates: missing.map(({ updateId }) => updateId),
  }
}

const rememberPatched = (
  { db }: PeopleParts,
  { updates }: Order,
  { hostRef }: Effect,
  { key, now }: EffectContext,
) =>
  saveLiveCheck(
    db,
    { hostRef, key, at: now() },
    updates.map((updateId) => ({ updateId })),
  )

async function remembered(
  { db }: PeopleParts,
  { caseId }: Effect,
  context: EffectContext,
  result: Awaited<ReturnType<Ask>>,
): Promise<EffectResult> {
  if (result.type === 'patched') {
    await saveCorrespondence(db, caseId, { evidence: result.evidence })
    context.observe({ evidence: [result.evidence] })
    return result
  }
  const { detail, ...attempted } = result
  await saveCorrespondence(db, caseId, { lastCause: attempted.cause })
  context.observe({ evidence: [detail] })
  return attempted
}
