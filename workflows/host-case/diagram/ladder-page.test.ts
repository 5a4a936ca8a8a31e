import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ladderStates } from '../../../domain/case.ts'
import { ladderPage } from './ladder-page.ts'
import { ladder, waysOut, withInner } from './law-node.ts'

test('the page in docs says what the machine does', () => {
  const page = readFileSync(new URL('../../../docs/reference/ladder.md', import.meta.url), 'utf8')
  const hint = 'run: node workflows/host-case/diagram/write-ladder-page.ts'
  expect(page === ladderPage(), hint).toBe(true)
})

test('every state of the ladder has its row, with what happens and how it is left', () => {
  const rows = ladderPage().match(/^\| `\w+` \|.+$/gm) ?? []
  expect(rows.map((row) => row.split('`')[1])).toEqual([...ladderStates])
  for (const row of rows) expect(row.split('|')[2]?.trim().length).toBeGreaterThan(20)
})

test('no way from one state to another is missing in the table', () => {
  const page = ladderPage()
  for (const state of Object.values(ladder.states)) {
    const row = page.split('\n').find((line) => line.startsWith(`| \`${state.key}\``))
    const targets = withInner(state)
      .flatMap(waysOut)
      .flatMap(({ target }) => target?.[0]?.path[1] ?? [])
    for (const target of targets) if (target !== state.key) expect(row).toContain(`-> \`${target}\``)
  }
})
