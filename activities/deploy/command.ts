import type { CommandRoute } from '../../config/schema.ts'
import type { AttemptCause } from '../../domain/attempt-cause.ts'
import type { Checked, Deploy, Installed, NotDone, Order } from './deploy.ts'
import { exitCause } from './exit-cause.ts'
import { fillPlaceholders } from './fill-placeholders.ts'
import { updateStates } from './live-check-answer.ts'
import { notDone } from './not-done.ts'
import { runCommand } from './run-command.ts'

/** Variables that a command cannot do without; ours (`STRAGGLER_...` and secrets) stay here. */
const always = ['PATH', 'HOME', 'USER', 'LANG', 'TZ', 'TMPDIR', 'SystemRoot', 'TEMP', 'USERPROFILE']

/**
 * A patch tool that is a command. Install: exit 0 is done, see exit-cause.ts for the rest. Live check: exit 0 and
 * `[{"update_id": "...", "state": "patched"}, ...]` on stdout.
 */
export function commandDeploy(route: CommandRoute): Deploy {
  return { install, liveCheck }

  async function install(order: Order, signal?: AbortSignal): Promise<Installed> {
    const ran = await run(order, 'installFailed', signal)
    return ran.done ? { done: true, detail: lastLine(ran.stdout) } : ran
  }

  async function liveCheck(order: Order, signal?: AbortSignal): Promise<Checked> {
    const ran = await run(order, 'toolDown', signal)
    return ran.done ? read(ran.stdout) : ran
  }

  async function run(order: Order, otherwise: AttemptCause, signal: AbortSignal | undefined) {
    const filled = fillPlaceholders(route.argv, order)
    if ('fault' in filled) return notDone('refused', filled.fault)
    const ran = await runCommand(filled.argv, { timeout: route.timeout, env: environment(route), signal })
    if (ran.ended === 'notStarted') return notDone('toolDown', `the command does not start: ${ran.why}`)
    if (ran.ended === 'killed')
      return notDone('timeout', `not done in ${route.timeout} ms: ${lastLine(ran.stderr)}`)
    if (ran.code === 0) return { done: true as const, stdout: ran.stdout }
    const said = lastLine(ran.stderr) || lastLine(ran.stdout)
    return notDone(exitCause(ran.code, route.exitCodes, otherwise), `exit code ${ran.code}: ${said}`)
  }
}

function read(stdout: string): Checked | NotDone {
  const answer = updateStates.safeParse(parse(stdout))
  if (answer.success) return { done: true, states: answer.data }
  return notDone(
    'toolDown',
    `the live check printed no [{"update_id", "state"}] but: ${stdout.slice(0, 100)}`,
  )
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const environment = (route: CommandRoute): NodeJS.ProcessEnv =>
  Object.fromEntries([...always, ...route.environment].map((name) => [name, process.env[name]]))

const lastLine = (output: string): string => output.trimEnd().split('\n').at(-1) ?? ''
