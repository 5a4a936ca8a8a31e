import type { EffectKind } from '../../domain/effect.ts'
import type { Rung } from '../../domain/rung.ts'
import type { StagedCase, World } from '../interpret/test-stage.ts'
import { rung } from '../interpret/test-times.ts'

/** A case whose history is kept: what is special about its outside world, and what it is told. */
export interface RecordedCase {
  plan: Rung[]
  does?: Partial<Record<EffectKind, World>>
  play(host: StagedCase): Promise<void>
}

const patched = { type: 'patched', evidence: 'live check' } as const
const responded = { type: 'responded', how: 'ownerPage', refuses: false, by: 'owner' } as const
const because = { reason: 'recorded' } as const

const account = [rung('ownerNotice', 0), rung('ticket', 0), rung('machineAccount', 200)]
const wholeLadder = [
  rung('ownerNotice', 0),
  rung('managerNotice', 200),
  rung('ticket', 200),
  rung('machineAccount', 500),
  rung('port', 500),
]

/** The host shows itself again and again until the case looks so. */
async function showUntil(host: StagedCase, state: string, holding: number): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    await host.tell({ type: 'sighted', seenAt: Date.now(), source: 'sw-1' })
    const seen = await host
      .until((view) => view.state === state && view.held.length === holding, 700)
      .catch((error) => {
        if (tries > 40) throw error
      })
    if (seen) return
  }
}

const until = (host: StagedCase, state: string) => host.until((view) => view.state === state)

/** The undo of the first try meets `first`; every later one succeeds. */
function undoing(first: World): World {
  let tries = 0
  return (effect) => {
    tries += 1
    return tries === 1 ? first(effect) : { type: 'effect.done', ref: 'undone' }
  }
}

/** By the name of the file that its history is kept in. */
export const recordedCases: Record<string, RecordedCase> = {
  'patched-after-the-whole-ladder': {
    plan: wholeLadder,
    async play(host) {
      await showUntil(host, 'portShut', 2)
      await host.tell(responded)
      await until(host, 'repairing')
      await host.until(({ held }) => held.length === 0)
      await host.tell(patched)
    },
  },
  retired: {
    plan: account,
    async play(host) {
      await until(host, 'monitored')
      await host.command({ type: 'retire', ...because })
    },
  },
  exempt: {
    plan: account,
    async play(host) {
      await showUntil(host, 'accountDisabled', 1)
      await host.command({ type: 'exempt', until: null, ...because })
    },
  },
  reversed: {
    plan: account,
    does: { undo: undoing(() => ({ type: 'effect.failed', why: 'no answer', advice: '' })) },
    async play(host) {
      await showUntil(host, 'accountDisabled', 1)
      await host.command({ type: 'release', outcome: 'reversed', ...because })
    },
  },
  'conflict-left-as-found': {
    plan: account,
    does: { undo: undoing(() => ({ type: 'effect.conflict', target: 'WS-1$', found: 'enabled' })) },
    async play(host) {
      await showUntil(host, 'accountDisabled', 1)
      await host.tell(patched)
      const { person } = await until(host, 'conflict')
      await host.command({ type: 'decide', ask: person?.seq ?? 0, decision: 'leave', ...because })
    },
  },
  'held-and-resumed': {
    plan: [rung('ownerNotice', 0), rung('ticket', 1500)],
    async play(host) {
      await until(host, 'monitored')
      await host.command({ type: 'hold', hold: 'paused', until: Date.now() + 2000, ...because })
      await host.command({ type: 'hold', hold: 'forensic', ...because })
      await host.until(({ control }) => control === 'forensic')
      await host.command({ type: 'resume', hold: 'forensic', ...because })
      await host.until(({ control, rung: next }) => control === 'running' && next === null)
      await host.tell(patched)
    },
  },
  'never-seen': {
    plan: account,
    does: {
      locate: () => ({ type: 'effect.failed', why: 'not in any table', advice: '' }),
      wake: () => ({ type: 'effect.failed', why: 'no answer', advice: '' }),
    },
    async play(host) {
      const { person } = await host.until((view) => view.person !== null)
      await host.command({ type: 'decide', ask: person?.seq ?? 0, decision: 'retire', ...because })
    },
  },
  'handed-over': {
    plan: account,
    async play(host) {
      await until(host, 'monitored')
      const { runId } = await host.handle.describe()
      while ((await host.handle.describe()).runId === runId) {
        await host.command({ type: 'note', ...because })
      }
      await host.tell(patched)
    },
  },
  'named-again-while-closing': {
    plan: account,
    does: {
      closeTicket: async (effect) => {
        await new Promise((resolve) => setTimeout(resolve, effect.seq < 20 ? 1000 : 0))
        return { type: 'effect.done', ref: 'closed' }
      },
    },
    async play(host) {
      await showUntil(host, 'accountDisabled', 1)
      await host.tell(patched)
      await until(host, 'releasing')
      await host.tell({ type: 'reported', reportId: 'r-2' })
      await until(host, 'monitored')
      await host.tell(patched)
    },
  },
}
