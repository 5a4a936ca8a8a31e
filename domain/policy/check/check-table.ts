import { attachments, roles } from '../../host.ts'
import { type PenaltyKind, penaltyKinds } from '../../rung.ts'
import type { Check } from './contradiction.ts'

const unprotected = (role: string) => role !== 'server' && role !== 'infrastructure'

/** Which attachments a penalty makes sense for: a wireless host's switch port is that of its access point. */
const reach: Partial<Record<PenaltyKind, readonly string[]>> = {
  port: ['wired'],
  disconnect: ['wireless', 'vpn'],
}

/** Every filled cell of the table, one entry a penalty. */
const cells: (
  policy: Parameters<Check>[0],
) => { path: string[]; role: string; penalty: PenaltyKind; at: string }[] = ({ applies }) =>
  attachments.flatMap((attachment) =>
    roles.flatMap((role) =>
      penaltyKinds
        .filter((penalty) => applies[attachment][role][penalty] !== undefined)
        .map((penalty) => ({ path: ['applies', attachment, role, penalty], role, penalty, at: attachment })),
    ),
  )

/** Servers and infrastructure are protected, whatever a policy says (R7). */
export const checkServers: Check = (policy) =>
  cells(policy)
    .filter(({ role }) => !unprotected(role))
    .map(({ path, role }) => ({ path, says: `a host of role ${role} is never penalised (R7); remove it` }))

/** A penalty is only given where it hits the host and nobody else. */
export const checkReach: Check = (policy) =>
  cells(policy).flatMap(({ path, penalty, at }) => {
    const where = reach[penalty]
    if (where === undefined || where.includes(at)) return []
    return [{ path, says: `${penalty} is for ${where.join(' and ')} hosts, not for ${at} ones; remove it` }]
  })

/** A penalty in the table that has no place in the ladder would never come. */
export const checkPlaces: Check = (policy) =>
  cells(policy)
    .filter(({ penalty }) => !policy.ladder.some(({ rung }) => rung === penalty))
    .map(({ path, penalty }) => ({
      path,
      says: `${penalty} is not in the ladder; add it there with its wait`,
    }))
