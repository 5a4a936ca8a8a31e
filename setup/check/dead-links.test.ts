import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deadLinks } from './dead-links.ts'

let directory: string

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'links-'))
  await writeFile(join(directory, 'other.md'), '# The *ladder*, in short\n## Twice\n## Twice\n')
})

afterEach(() => rm(directory, { recursive: true }))

async function deadIn(text: string): Promise<string[]> {
  const file = join(directory, 'page.md')
  await writeFile(file, text)
  return (await deadLinks(file, text)).map((line) => line.slice(directory.length + 1))
}

test('a link to a file that is not there is named with its line', async () => {
  expect(await deadIn('# Page\n\nSee [it](gone.md).')).toEqual(['page.md:3: gone.md: there is no such file'])
})

test.each(['other.md#no', '#no'])('a link to a heading that is not there is named: %s', async (target) => {
  expect(await deadIn(`[x](${target})`)).toEqual([`page.md:1: ${target}: there is no such heading`])
})

test('links of every form that lead somewhere are fine', async () => {
  const text = [
    '# Page with `code`',
    '[a](other.md) [b](other.md#the-ladder-in-short "title") [c](other.md#twice-1) [d](#page-with-code)',
    '[e]: other.md#twice',
    '<a id="mark"></a> <a href="#mark">f</a> [g](https://example.invalid/gone.md) [h](mailto:a@b.c)',
  ]
  expect(await deadIn(text.join('\n'))).toEqual([])
})

test('references and HTML are followed too', async () => {
  expect(await deadIn('[a]: gone.md\n<img src="gone.svg">')).toHaveLength(2)
})

test('code is not followed', async () => {
  expect(await deadIn('`[a](gone.md)`\n\n```md\n[b](gone.md)\n```\n')).toEqual([])
})
