import { LineCounter } from 'yaml'
import type { Place } from '../fault.ts'

// Whole strings first, so that a bracket inside one is never taken for structure.
const token = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+/gs

interface Item {
  start: number
  names: Map<string, number>
}

/** Where the items of an array and the values of their members stand in a text that is known to be JSON. */
function scan(text: string): Item[] {
  const items: Item[] = []
  let depth = 0
  let name = ''
  let isName = false
  for (const { 0: part, index } of text.matchAll(token)) {
    const item = items.at(-1)
    if (depth === 1 && part !== ',' && part !== ']') items.push({ start: index, names: new Map() })
    else if (depth === 2 && isName && part.startsWith('"')) name = String(JSON.parse(part)).toLowerCase()
    else if (depth === 2 && !isName && !',:]}'.includes(part)) item?.names.set(name, index)
    if (part === '[' || part === '{') depth += 1
    if (part === ']' || part === '}') depth -= 1
    if (depth === 2 && (part === '{' || part === ',')) isName = true
    if (depth === 2 && part === ':') isName = false
  }
  return items
}

/** Looks up places by index of the item and name of the member; a member that is missing is at its item. */
export function placesOf(text: string): (index: number, name?: string) => Place {
  const items = scan(text)
  const lines = new LineCounter()
  lines.addNewLine(0)
  for (const { index } of text.matchAll(/\n/g)) lines.addNewLine(index + 1)
  return (index, name) => {
    const item = items[index]
    const { line, col } = lines.linePos((name && item?.names.get(name)) || (item?.start ?? 0))
    return { line, column: col }
  }
}
