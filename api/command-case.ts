import type { CaseCommand } from '../workflows/host-case/contract.ts'
import { type Engine, NoOpenCase } from './engine.ts'
import { Problem } from './problem.ts'

/** The words a host goes by in messages to people. */
interface Named {
  hostRef: string
  hostname: string
}

/** Has the host's case take a command, or throws the problem that says why not. */
export async function commandCase(engine: Engine, host: Named, command: CaseCommand): Promise<void> {
  const answer = await engine.command(host.hostRef, command).catch((error: unknown) => {
    if (!(error instanceof NoOpenCase)) throw error
    throw new Problem('conflict', `${host.hostname} has no open case; its last one is closed`)
  })
  if (!answer.accepted) throw new Problem('refused', answer.why, { rule: answer.rule })
}
