import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'

/** One thing that is wrong with a file, where it is and what was expected there. */
export interface Fault {
  file: string
  line: number
  column: number
  /** JSON pointer (RFC 6901) of the value. */
  pointer: string
  expected: string
}

/** A YAML text that still knows where each of its values stands. */
export interface YamlSource {
  value: unknown
  /** Faults of the text itself; with any of these the value is not to be used. */
  faults: Fault[]
  /** The faults of a schema, each at the place of the value it is about. */
  faultsOf(error: z.ZodError): Fault[]
  /** A complaint of a later check about the value at `path`. */
  faultAt(path: readonly PropertyKey[], expected: string): Fault
}

export const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

type Path = readonly PropertyKey[]

/** Offset of the value at `path`, or of its nearest parent when the value itself is missing. */
function offsetOf(doc: Document, path: Path): number {
  const node = path.length === 0 ? doc.contents : doc.getIn(path, true)
  if (isNode(node) && node.range) return node.range[0]
  return path.length === 0 ? 0 : offsetOf(doc, path.slice(0, -1))
}

/** Offset of a key, for keys that should not be there. */
function offsetOfKey(doc: Document, path: Path, key: string): number {
  const map = path.length === 0 ? doc.contents : doc.getIn(path, true)
  const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined
  return isNode(pair?.key) && pair.key.range ? pair.key.range[0] : offsetOf(doc, path)
}

/** Reads YAML 1.2 so that every later complaint can name line and column. */
export function readYaml(file: string, text: string): YamlSource {
  const lines = new LineCounter()
  const doc = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const fault = (offset: number, path: Path, expected: string): Fault => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), pointer: pointerTo(path), expected }
  }
  const faultsOfIssue = (issue: z.core.$ZodIssue): Fault[] =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) =>
          fault(offsetOfKey(doc, issue.path, key), [...issue.path, key], `unknown key '${key}'; remove it`),
        )
      : [fault(offsetOf(doc, issue.path), issue.path, issue.message)]
  return {
    value: doc.toJS() ?? {},
    faults: doc.errors.map((error) => fault(error.pos[0], [], error.message)),
    faultsOf: (error) => error.issues.flatMap(faultsOfIssue),
    faultAt: (path, expected) => fault(offsetOf(doc, path), path, expected),
  }
}

/** One line for a person: `file:line:column pointer: expected`. */
export const sayFault = ({ file, line, column, pointer, expected }: Fault): string =>
  `${file}:${line}:${column}${pointer && ` ${pointer}`}: ${expected}`
