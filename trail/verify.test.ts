import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical, type Plain } from './canonical.ts'
import { type Entry, entryBytes, entryId, leafHash } from './entry.ts'
import { verifyTrail } from './verify.ts'

/** An export as `exportTrail` writes it: head first, then the chain. */
function exported(hostRef: string, length: number): string[] {
  const lines: string[] = []
  for (let hostSeq = 1; hostSeq <= length; hostSeq++) {
    const step = { scope: 'case-1', step: String(hostSeq), kind: 'note' as const }
    const entry: Entry = {
      ...step,
      ...{ v: 1, log: 'test', id: entryId(step), hostRef, hostSeq, prev: leafHash(lines.at(-1) ?? '') },
      ...{ actor: { type: 'system', ref: 'worker' }, action: 'note', ts: hostSeq, tsMono: hostSeq },
      code: { gitSha: 'abc' },
    }
    if (hostSeq === 1) entry.prev = ''
    lines.push(entryBytes(entry))
  }
  return [canonical({ head: { hostRef, hostSeq: length, leaf: leafHash(lines.at(-1) ?? '') } }), ...lines]
}

const faultsOf = async (lines: string[]) =>
  (await verifyTrail(lines)).faults.map(({ line, hostSeq, what }) => `${line}: ${hostSeq} ${what}`)

const whole = exported('h', 4)
const without = (index: number) => whole.toSpliced(index, 1)

describe('verifyTrail', () => {
  test('is content with whole chains, mixed', async () => {
    const [other = '', ...entries] = exported('other', 3)
    const mixed = [other, ...whole.flatMap((line, index) => [line, entries[index] ?? ''])]
    expect(await verifyTrail(mixed)).toEqual({ entries: 7, hosts: 2, faults: [] })
  })

  test('is content with a chain that goes on behind its head', async () => {
    const [, ...longer] = exported('h', 6)
    expect(await faultsOf([whole[0] ?? '', ...longer])).toEqual([])
  })

  test.each([
    ['one is missing', without(2), ['3: 3 gap']],
    ['the first is missing', without(1), ['2: 2 gap']],
    ['the last is missing', without(4), ['4: 4 gap']],
    ['all are missing', whole.slice(0, 1), ['1: 4 gap']],
    ['one stands twice', whole.toSpliced(3, 0, whole[2] ?? ''), ['4: 2 repeated']],
    [
      'two are swapped',
      whole.with(2, whole[3] ?? '').with(3, whole[2] ?? ''),
      ['3: 3 gap', '4: 2 repeated', '5: 4 gap'],
    ],
    [
      'a word is changed',
      whole.with(2, whole[2]?.replace('"worker"', '"nobody"') ?? ''),
      ['4: 3 wrong prev'],
    ],
    [
      'the last is changed',
      whole.with(4, whole[4]?.replace('"worker"', '"nobody"') ?? ''),
      ['5: 4 changed bytes'],
    ],
    [
      'a step is changed',
      whole.with(4, whole[4]?.replace('"step":"4"', '"step":"9"') ?? ''),
      ['5: 4 wrong id', '5: 4 changed bytes'],
    ],
    ['the form is changed', whole.with(4, `${whole[4]} `), ['5: 4 changed bytes', '5: 4 changed bytes']],
    ['the head is missing', without(0), ['4: 4 no head']],
    ['a line is torn', whole.with(2, whole[2]?.slice(0, 40) ?? ''), ['3: 0 unreadable', '4: 3 gap']],
  ])('notices when %s', async (_, lines, faults) => {
    expect(await faultsOf(lines)).toEqual(faults)
  })

  test('notices any one character that was changed', async () => {
    const place = fc.integer({ min: 1, max: 4 }).chain((line) =>
      fc.record({
        line: fc.constant(line),
        at: fc.nat((whole[line] ?? '').length - 1),
        to: fc.string({ maxLength: 1 }),
      }),
    )
    await fc.assert(
      fc.asyncProperty(place, async ({ line, at, to }) => {
        const before = whole[line] ?? ''
        const after = before.slice(0, at) + to + before.slice(at + 1)
        fc.pre(after !== before && !after.includes('\n'))
        expect((await verifyTrail(whole.with(line, after))).faults).not.toEqual([])
      }),
    )
  })
})

test('the canonical form is that of RFC 8785', () => {
  expect(canonical({ b: 1, a: ['€', 'z'], '\u20ac': '\u000f\n' })).toBe(
    '{"a":["€","z"],"b":1,"€":"\\u000f\\n"}',
  )
})

test('the leaf hash is that of RFC 9162', () => {
  // Test vector of certificate-transparency: the hash of the empty leaf.
  expect(leafHash('')).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d')
})

test('the canonical form is read back as what was written, whatever the order of its names', () => {
  const plain = fc.letrec<{ plain: Plain }>((tie) => ({
    plain: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: 'grapheme' }),
      fc.maxSafeInteger(),
      fc.array(tie('plain'), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie('plain'), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).plain
  fc.assert(
    fc.property(plain, (value) => {
      const text = canonical(value)
      expect(JSON.parse(text)).toEqual(value)
      expect(canonical(JSON.parse(text))).toBe(text)
    }),
  )
})
