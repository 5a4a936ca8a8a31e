import type { Command } from 'commander'
import { connect } from '../connect.ts'
import { say } from '../output.ts'
import { reasonFor } from '../reason.ts'

const turn = async (on: boolean, given: string | undefined, command: Command): Promise<void> => {
  const reason = await reasonFor(given, on ? 'stop all new effects' : 'let effects go on')
  const api = await connect(command)
  await api.put('/kill-switch', { on, reason })
  say(
    on
      ? 'stopped: nothing new is done to any host; releases go on. Let it go on with: straggler start --reason "..."'
      : 'started: effects go on where their rules allow it',
  )
}

/** `straggler stop`: the kill switch (R12); releases never stop. */
export const addStop = (program: Command) =>
  program
    .command('stop')
    .summary('stop all new effects within a second')
    .option('--reason <text>', 'why; goes into the trail')
    .action(({ reason }: { reason?: string }, command: Command) => turn(true, reason, command))

/** `straggler start`: ends the stop. */
export const addStart = (program: Command) =>
  program
    .command('start')
    .summary('let effects go on after a stop')
    .option('--reason <text>', 'why; goes into the trail')
    .action(({ reason }: { reason?: string }, command: Command) => turn(false, reason, command))
