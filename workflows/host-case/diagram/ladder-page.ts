import { penaltyConditions } from '../due.ts'
import { chartOf, leavesOn } from './chart.ts'
import { causeInWords } from './in-plain-words.ts'
import { type LawNode, ladder, regions, waysOut } from './law-node.ts'

const picture = (node: LawNode): string => ['```mermaid', chartOf(node), '```'].join('\n')

const states = Object.values(ladder.states)

const row = (state: LawNode): string =>
  `| \`${state.key}\` | ${state.description} | ${leavesOn(ladder, state).join('<br>') || 'nothing'} |`

const fromEverywhere = waysOut(ladder)
  .filter(({ target }) => target)
  .map((way) => `- ${causeInWords(way)} -> \`${way.target?.[0]?.key}\``)

const inside = (title: string, node: LawNode): string => `### \`${title}\`\n\n${picture(node)}`

const hasInside = ({ states: inner }: LawNode) => Object.keys(inner).length > 0

/** The page that explains the escalation, made from the machine itself. */
export function ladderPage(): string {
  return `${[
    '# The ladder',
    '<!-- Made from workflows/host-case/machine.ts by write-ladder-page.ts: do not edit. -->',
    'Every case is one of these states. The picture and the table are made from the machine that decides, so\n' +
      'they say what happens and not what somebody once meant.',
    picture(ladder),
    '## From every state',
    'These lead on from wherever a case stands, but for `releasing` and `conflict`, where the release has begun,\n' +
      'and `closed`:',
    fromEverywhere.join('\n'),
    '## The states',
    ['| state | what happens | leaves on |', '|---|---|---|', ...states.map(row)].join('\n'),
    '## Before a penalty',
    'A penalty is asked for only when a way to patch remains under it (`policy check`), and not before',
    penaltyConditions.map(({ missing }) => `- ${missing}`).join(';\n'),
    'Then a person approves it where the policy wants that, and the gate grants it (limits, staffed hours, mode,\n' +
      'kill switch). The grant is for this one penalty; one that comes late is given back.',
    '## Inside the states',
    ...states.filter(hasInside).map((state) => inside(state.key, state)),
    '## Beside the ladder',
    'These run in every state of the ladder: holds, leases, what is being given back, and reminders.',
    ...regions.map((region) => inside(region.key, region)),
  ].join('\n\n')}\n`
}
