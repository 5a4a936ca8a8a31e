import type { Command } from 'commander'
import { addApprove } from './commands/approve.ts'
import { addCase } from './commands/case.ts'
import { addCases } from './commands/cases.ts'
import { addDeny } from './commands/deny.ts'
import { addExempt } from './commands/exempt.ts'
import { addHold } from './commands/hold.ts'
import { addNote } from './commands/note.ts'
import { addOpen } from './commands/open.ts'
import { addRecheck } from './commands/recheck.ts'
import { addRelease } from './commands/release.ts'
import { addRepair } from './commands/repair.ts'
import { addResume } from './commands/resume.ts'
import { addRetire } from './commands/retire.ts'

/** Every command, in the order in which `--help` shows them. */
export const commands: readonly ((program: Command) => Command)[] = [
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
]
