import type { AnyRoute } from './route.ts'
import { getApproval, listApprovals, postDecision } from './routes/approvals.ts'
import { getCase, getCaseTrail, listCases, postCase, postCommand } from './routes/cases.ts'
import { getHost, listHosts } from './routes/hosts.ts'
import { postInventory } from './routes/inventory.ts'
import { getKillSwitch, putKillSwitch } from './routes/kill-switch.ts'
import { getLocate } from './routes/locate.ts'
import { getMe } from './routes/me.ts'
import { getPolicy, postSimulation } from './routes/policy.ts'
import { postReconciliation } from './routes/reconciliations.ts'
import { acceptReport, listReports, postReport, rejectReport } from './routes/reports.ts'
import { deleteToken, listTokens, postToken } from './routes/tokens.ts'
import { getTrail, getTrailExport } from './routes/trail.ts'

/** Every route below `/api/v1`. */
export const routes: readonly AnyRoute[] = [
  getMe,
  listHosts,
  getHost,
  listCases,
  postCase,
  getCase,
  postCommand,
  getCaseTrail,
  listApprovals,
  getApproval,
  postDecision,
  listReports,
  postReport,
  acceptReport,
  rejectReport,
  postInventory,
  getKillSwitch,
  putKillSwitch,
  getLocate,
  getTrail,
  getTrailExport,
  getPolicy,
  postSimulation,
  postReconciliation,
  listTokens,
  postToken,
  deleteToken,
]
