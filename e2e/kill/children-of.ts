import { readdirSync, readFileSync } from 'node:fs'

/** Process ids of the children of a process (proc_pid_stat(5): the parent is the fourth field). */
export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === parent)
    .map(Number)
}

function parentOf(pid: string): number | null {
  try {
    // The command stands in brackets and may hold anything; what follows its last bracket is fields.
    const [, fields = ''] = /\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return Number(fields.split(' ')[1])
  } catch {
    return null
  }
}
