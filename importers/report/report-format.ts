import type { Format } from '../format.ts'
import { wsusColumns, wsusRow } from '../wsus/wsus-row.ts'
import { type ReportRow, reportColumns, reportRow } from './report-row.ts'

const generic: Format<ReportRow> = {
  name: 'report',
  columns: reportColumns,
  required: ['hostname', 'update_id'],
  row: reportRow,
  counts: () => true,
}

const wsus: Format<ReportRow> = {
  name: 'wsus',
  columns: wsusColumns,
  required: ['fulldomainname', 'knowledgebasearticle', 'state', 'action', 'lastreportedstatustime'],
  row: wsusRow,
  // Only an approval to install makes a missing update somebody's fault (vUpdateApproval.Action).
  counts: ({ cells: { action } }) => typeof action === 'string' && action.toLowerCase() === 'install',
}

/** Every report format there is. */
export const reportFormats = [generic, wsus] as const
