import { expect, test } from 'vitest'
import { isOwnerToken, newOwnerToken, ownerPage, ownerTokenHash } from './owner-link.ts'

test('a token has 256 bits and fits into a path as it is', () => {
  const tokens = new Set(Array.from({ length: 1000 }, newOwnerToken))
  expect(tokens.size).toBe(1000)
  for (const token of tokens) {
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(isOwnerToken(token)).toBe(true)
    expect(encodeURIComponent(token)).toBe(token)
  }
})

test('the hash is SHA-256 and says nothing of the token', () => {
  // FIPS 180-4, example "abc".
  expect(ownerTokenHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test.each(['', 'short', `${'a'.repeat(42)}/`, 'a'.repeat(44), '../../etc/passwd'])(
  '%j is no token',
  (text) => {
    expect(isOwnerToken(text)).toBe(false)
  },
)

test.each([
  ['http://127.0.0.1:7373', 'http://127.0.0.1:7373/me/t'],
  ['https://it.example.org/straggler', 'https://it.example.org/straggler/me/t'],
  ['https://it.example.org/straggler/', 'https://it.example.org/straggler/me/t'],
])('the page below %s', (publicUrl, page) => {
  expect(ownerPage(publicUrl, 't')).toBe(page)
})
