import type { Target } from '../domain/target.ts'
import type { TargetStore } from './targets.ts'

/** Targets in memory, for properties that need thousands of runs; same contract as the stored ones. */
export function memoryTargets(): TargetStore {
  const documents = new Map<string, Target>()
  const copy = (target: Target | undefined) => target && structuredClone(target)
  return {
    read: async (id) => copy(documents.get(id)) ?? null,
    heldBy: async (key) =>
      copy([...documents.values()].find(({ holders }) => holders.some((holder) => holder.key === key))) ??
      null,
    async insert(target) {
      if (documents.has(target.id)) return false
      documents.set(target.id, structuredClone(target))
      return true
    },
    async replace(next) {
      if (documents.get(next.id)?.rev !== next.rev - 1) return false
      documents.set(next.id, structuredClone(next))
      return true
    },
    async *held() {
      for (const target of [...documents.values()]) if (target.phase !== 'free') yield structuredClone(target)
    },
  }
}
