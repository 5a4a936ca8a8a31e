import { causeInWords } from './in-plain-words.ts'
import { type LawNode, waysOut, withInner } from './law-node.ts'

/** One arrow of a picture, with everything that leads along it. */
interface Arrow {
  from: string
  to: string
  causes: string[]
}

/** The part of `node` that stands directly inside `whole`, or nothing when it is outside. */
const partOf = (whole: LawNode, node: LawNode): string | undefined =>
  whole.path.every((key, depth) => node.path[depth] === key) ? node.path[whole.path.length] : undefined

/** A Mermaid state diagram of the states directly inside a state; arrows out of it name where they lead. */
export function chartOf(whole: LawNode): string {
  const lines = ['stateDiagram-v2', `  [*] --> ${whole.initial.target[0]?.key}`]
  for (const { from, to, causes } of arrowsIn(whole)) {
    lines.push(`  ${from} --> ${to}: ${causes.map(label).join(' / ')}`)
  }
  const ends = Object.values(whole.states).filter(({ type }) => type === 'final')
  for (const { key } of ends) lines.push(`  ${key} --> [*]`)
  return lines.join('\n')
}

/** Mermaid ends a label at a colon or a semicolon, and draws backticks as they are. */
const label = (cause: string) => cause.replaceAll(/[:;`]/g, '')

function arrowsIn(whole: LawNode): Arrow[] {
  const arrows = new Map<string, Arrow>()
  for (const part of Object.values(whole.states)) {
    for (const way of withInner(part).flatMap(waysOut)) {
      const target = way.target?.[0]
      const to = target && (partOf(whole, target) ?? target.path[1])
      if (!to || to === part.key) continue
      const arrow = arrows.get(`${part.key} ${to}`) ?? { from: part.key, to, causes: [] }
      arrows.set(`${part.key} ${to}`, arrow)
      const cause = causeInWords(way)
      if (!arrow.causes.includes(cause)) arrow.causes.push(cause)
    }
  }
  return [...arrows.values()]
}

/** Where a state of the ladder leads to, and by what, one line for each way. */
export const leavesOn = (ladder: LawNode, state: LawNode): string[] =>
  arrowsIn(ladder)
    .filter(({ from }) => from === state.key)
    .map(({ to, causes }) => `${causes.join(' / ')} -> \`${to}\``)
