/** What the order of the gate's queue depends on. */
export interface Ranked {
  key: string
  /** `P1` is the most urgent one. */
  band: string
  /** Epoch milliseconds. */
  deadline: number
}

/** Most urgent band first; within a band whoever is overdue for longest. */
export const inOrder = <T extends Ranked>(asks: Iterable<T>): T[] =>
  [...asks].sort((a, b) => compare(a.band, b.band) || a.deadline - b.deadline || compare(a.key, b.key))

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
