import { type Fault, type Place, type Refused, refused } from './fault.ts'

/** A file's characters, and how they were encoded. */
export interface Decoded {
  ok: true
  text: string
  encoding: string
}

const marks = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
]

/** The encoding that the byte order mark names (Unicode 16 section 23.8). */
function markedEncoding(bytes: Uint8Array): string | undefined {
  return marks.find((mark) => mark.bytes.every((byte, i) => bytes[i] === byte))?.encoding
}

const endOf = (text: string): Place => {
  const lines = text.split(/\r\n|\r|\n/)
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

function isDecodable(bytes: Uint8Array, encoding: string, stream: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream })
    return true
  } catch {
    return false
  }
}

/** Bisects to the longest prefix that can be decoded: the decoder itself does not say where it failed. */
function badByte(bytes: Uint8Array, encoding: string): Fault {
  let good = 0
  let bad = bytes.length
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (isDecodable(bytes.subarray(0, middle), encoding, true)) good = middle
    else bad = middle
  }
  // What streamed well may end in the first bytes of the character that is broken.
  while (!isDecodable(bytes.subarray(0, good), encoding, false)) good -= 1
  const before = new TextDecoder(encoding).decode(bytes.subarray(0, good))
  const found = `byte 0x${bytes[good]?.toString(16).padStart(2, '0') ?? '??'}`
  return { ...endOf(before), expected: `text in ${encoding.toUpperCase()}`, found }
}

/** Decodes strictly: the byte order mark wins, then the claimed encoding, then UTF-8. */
export function decode(bytes: Uint8Array, claimed?: string): Decoded | Refused {
  const encoding = markedEncoding(bytes) ?? claimed ?? 'utf-8'
  let text: string
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof RangeError)
      return refused({ line: 1, column: 1, expected: 'an encoding that is known', found: encoding })
    return refused(badByte(bytes, encoding))
  }
  const nul = text.indexOf('\0')
  if (nul === -1) return { ok: true, text, encoding }
  return refused({
    ...endOf(text.slice(0, nul)),
    expected: `text in ${encoding.toUpperCase()} (a UTF-16 file without byte order mark needs --encoding utf-16le)`,
    found: 'a NUL character',
  })
}
