import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseKev } from './parse-kev.ts'

const sample = readFileSync(new URL('../samples/kev_small.json', import.meta.url))

test('a real excerpt of the catalogue', () => {
  const kev = parseKev(sample)
  if (!kev.ok) throw new Error(JSON.stringify(kev.faults))
  expect(kev.version).toBe('2025.02.19')
  expect(kev.cves.get('CVE-2025-0108')).toEqual({ kevAdded: '2025-02-18' })
})

test('half a catalogue and another document are refused', () => {
  expect(parseKev(sample.subarray(0, 500))).toMatchObject({
    ok: false,
    faults: [{ found: 'the end of the file' }],
  })
  expect(parseKev(Buffer.from('{"vulnerabilities":[{"cveID":"CVE-1"}]}'))).toMatchObject({ ok: false })
})
