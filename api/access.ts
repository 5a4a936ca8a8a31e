import type { TokenRole } from '../store/tokens.ts'
import type { Ask } from '../workflows/host-case/contract.ts'

const everybody: readonly TokenRole[] = ['viewer', 'operator', 'approver', 'machine']
const people: readonly TokenRole[] = ['viewer', 'operator', 'approver']
const acting: readonly TokenRole[] = ['operator', 'approver']
const uploading: readonly TokenRole[] = ['operator', 'approver', 'machine']
const approving: readonly TokenRole[] = ['approver']

/**
 * Who may use which route; what is not listed is refused (deny by default).
 * No row that decides or approves lists `machine`.
 */
export const access: Readonly<Record<string, readonly TokenRole[]>> = {
  'GET /me': everybody,
  'GET /hosts': everybody,
  'GET /hosts/:host': everybody,
  'GET /cases': everybody,
  'POST /cases': acting,
  'GET /cases/:case': everybody,
  'POST /cases/:case/commands': acting,
  'GET /cases/:case/trail': everybody,
  'GET /approvals': people,
  'GET /approvals/:ask': people,
  'POST /approvals/:ask': acting,
  'GET /reports': everybody,
  'POST /reports': uploading,
  'POST /reports/:report/acceptance': acting,
  'POST /reports/:report/rejection': acting,
  'POST /inventory': uploading,
  'GET /kill-switch': everybody,
  'PUT /kill-switch': acting,
  'GET /locate': people,
  'GET /trail': people,
  'GET /trail/export': people,
  'GET /policy': everybody,
  'POST /policy/simulation': people,
  'POST /reconciliations': acting,
  'GET /tokens': approving,
  'POST /tokens': approving,
  'DELETE /tokens/:token': approving,
}

export const mayUse = (role: TokenRole, method: string, path: string): boolean =>
  access[`${method} ${path}`]?.includes(role) ?? false

/** Who may answer which question of a case: what ends in a penalty, or gives a host up, needs an approver. */
export const decidersOf: Readonly<Record<Ask, readonly TokenRole[]>> = {
  approval: approving,
  unreachable: approving,
  investigating: acting,
  conflict: acting,
}
