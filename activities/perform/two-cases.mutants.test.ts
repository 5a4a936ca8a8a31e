import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import type * as TargetModule from '../../domain/target.ts'
import type { Target } from '../../domain/target.ts'
import type * as MemoryModule from '../../store/memory-targets.ts'

type Protocol = typeof TargetModule

interface Mutant {
  name: string
  /** What the property has to complain of. */
  complaint: RegExp
  mutate(protocol: Protocol): Partial<Protocol>
}

/** The protocol, broken in one place each. */
const mutants: Mutant[] = [
  {
    name: 'every holder that goes restores the target',
    complaint: /freed while/,
    mutate: ({ planRelease }) => ({
      planRelease: (...args) => {
        const plan = planRelease(...args)
        return plan === 'leave' ? 'restore' : plan
      },
    }),
  },
  {
    name: 'a second holder is not written down',
    complaint: /freed while/,
    mutate: () => ({ join: (target) => ({ ...target, rev: target.rev + 1 }) }),
  },
  {
    name: 'whatever is closed is taken for ours',
    complaint: /not ours|opened what somebody else closed/,
    mutate: () => ({ standing: (_, { state }) => (state === 'open' ? state : 'ours') }),
  },
  {
    name: 'an interrupted write is taken for done',
    complaint: /opened what somebody else closed|not ours/,
    mutate: ({ confirm }) => ({ settled: (target) => confirm({ ...target, phase: 'attempting' }) }),
  },
  {
    name: 'an interrupted write is taken for not done',
    complaint: /stays closed by us/,
    mutate: ({ free }) => ({ settled: (target) => free(target) }),
  },
  {
    name: 'a mark that was left behind is overlooked',
    complaint: /our mark stays/,
    mutate: () => ({ isLeftover: () => false }),
  },
  {
    name: 'a writer at work is not waited for',
    complaint: /two write at a time/,
    mutate: ({ planHold, planRelease }) => ({
      planHold: (target, key) => planHold(target, key, Number.POSITIVE_INFINITY),
      planRelease: (target, key) => planRelease(target, key, Number.POSITIVE_INFINITY),
    }),
  },
  {
    name: 'another prior state is stored',
    complaint: /is not as it was/,
    mutate: ({ begin }) => ({ begin: (...args) => ({ ...begin(...args), prior: { level: 1, note: 0 } }) }),
  },
]

afterEach(() => {
  vi.doUnmock('../../domain/target.ts')
  vi.doUnmock('../../store/memory-targets.ts')
})

async function complaintOf(numRuns: number): Promise<string> {
  vi.resetModules()
  const { nothingWrong } = await import('./model/property.ts')
  const checked = await fc.check(nothingWrong, { numRuns, endOnFailure: true, seed: 9 })
  return checked.failed ? String(checked.errorInstance) : 'nothing'
}

test.each(mutants)('the property notices when $name', async ({ complaint, mutate }) => {
  vi.doMock('../../domain/target.ts', async (original) => {
    const protocol = await original<Protocol>()
    return { ...protocol, ...mutate(protocol) }
  })
  expect(await complaintOf(5000)).toMatch(complaint)
})

test('the property notices when a target is replaced without compare-and-set', async () => {
  vi.doMock('../../store/memory-targets.ts', async (original) => {
    const { memoryTargets } = await original<typeof MemoryModule>()
    const blind = () => {
      const store = memoryTargets()
      const replace = async (next: Target) => {
        const stored = await store.read(next.id)
        return stored !== null && store.replace({ ...next, rev: stored.rev + 1 })
      }
      return { ...store, replace }
    }
    return { memoryTargets: blind }
  })
  expect(await complaintOf(5000)).toMatch(/two write at a time/)
})

test('the property is content with the protocol as it is', async () => {
  expect(await complaintOf(500)).toBe('nothing')
})
