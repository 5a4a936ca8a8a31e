import { expect } from 'vitest'
import { isDone, type RecordedEffect } from './record.ts'

/**
 * A penalty that is done was written once. One whose outcome got lost is given up and taken back by its case:
 * it may have been written, or not.
 */
export function expectOnce(
  taken: Map<string, number>,
  effects: RecordedEffect[],
  isOfKind: (effect: RecordedEffect) => boolean,
  nameOf = (target: string) => target,
): void {
  const own = effects.filter(isOfKind)
  const count = (some: RecordedEffect[], name: string) =>
    some.filter(({ target }) => target !== null && nameOf(target) === name).length
  const names = new Set([...taken.keys(), ...own.flatMap(({ target }) => (target ? [nameOf(target)] : []))])
  for (const name of names) {
    const done = count(own.filter(isDone), name)
    const failed = count(
      own.filter(({ result }) => result === 'effect.failed'),
      name,
    )
    expect(taken.get(name) ?? 0, `${name} taken`).toBeGreaterThanOrEqual(done)
    expect(taken.get(name) ?? 0, `${name} taken`).toBeLessThanOrEqual(done + failed)
  }
}
