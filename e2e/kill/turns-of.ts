/** A thing that can be taken away and given back, by name, and which of the two happened. */
export interface Turn {
  name: string
  isTaken: boolean
}

/**
 * How often each thing was taken, provided that takings and givings back alternate and the last one is a
 * giving back; anything else is named.
 */
export function turnsOf(turns: Turn[]): { taken: Map<string, number>; odd: string[] } {
  const taken = new Map<string, number>()
  const odd: string[] = []
  for (const [name, own] of Map.groupBy(turns, (turn) => turn.name)) {
    const story = own.map(({ isTaken }) => (isTaken ? 'taken' : 'back')).join(' ')
    if (!/^(taken back ?)+$/.test(story)) odd.push(`${name}: ${story}`)
    taken.set(name, own.filter(({ isTaken }) => isTaken).length)
  }
  return { taken, odd }
}
