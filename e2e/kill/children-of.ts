import { readdirSync, readFileSync } from 'node:fs'

/** The child of a process that was started with this word in its command line. */
export const childNamed = (parent: number, word: string): number | undefined =>
  childrenOf(parent).find((pid) => wordsOf(pid).includes(word))

/** Process ids of the children of a process (proc_pid_stat(5): the parent is the fourth field). */
export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === parent)
    .map(Number)
}

function parentOf(pid: string): number {
  // The command stands in brackets and may hold anything; what follows its last bracket is fields.
  const [, fields = ''] = /\) (.*)$/s.exec(read(`/proc/${pid}/stat`)) ?? []
  return Number(fields.split(' ')[1])
}

const wordsOf = (pid: number): string[] => read(`/proc/${pid}/cmdline`).split('\0')

/** A process may be gone before it is read. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
