import type { Command } from 'commander'
import { addApi } from './commands/api.ts'
import { addApprove } from './commands/approve.ts'
import { addCase } from './commands/case.ts'
import { addCases } from './commands/cases.ts'
import { addDeny } from './commands/deny.ts'
import { addDoctor } from './commands/doctor.ts'
import { addExempt } from './commands/exempt.ts'
import { addHold } from './commands/hold.ts'
import { addHosts } from './commands/hosts.ts'
import { addImport } from './commands/import.ts'
import { addLocate } from './commands/locate.ts'
import { addLook } from './commands/look.ts'
import { addNote } from './commands/note.ts'
import { addOpen } from './commands/open.ts'
import { addPolicy } from './commands/policy.ts'
import { addRecheck } from './commands/recheck.ts'
import { addReconcile } from './commands/reconcile.ts'
import { addRelease } from './commands/release.ts'
import { addRepair } from './commands/repair.ts'
import { addReport } from './commands/report.ts'
import { addResume } from './commands/resume.ts'
import { addRetire } from './commands/retire.ts'
import { addStart, addStop } from './commands/stop.ts'
import { addToken } from './commands/token.ts'
import { addTrail } from './commands/trail.ts'
import { addUndo } from './commands/undo.ts'
import { addUp } from './commands/up.ts'
import { addWorker } from './commands/worker.ts'

/** Every command, in the order in which `--help` shows them. */
export const commands: readonly ((program: Command) => Command)[] = [
  addUp,
  addApi,
  addWorker,
  addDoctor,
  addLook,
  addImport,
  addReport,
  addHosts,
  addCases,
  addCase,
  addOpen,
  addRepair,
  addRecheck,
  addHold,
  addResume,
  addExempt,
  addRelease,
  addRetire,
  addNote,
  addApprove,
  addDeny,
  addStop,
  addStart,
  addLocate,
  addPolicy,
  addTrail,
  addReconcile,
  addUndo,
  addToken,
]
