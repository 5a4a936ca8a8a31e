import { readFileSync } from 'node:fs'

/** USER_HZ of Linux: the kernel tells times of processes in these (proc(5)). */
const ticksPerSecond = 100

/** Milliseconds of processor time that this process and the given servers have used so far. */
export function cpuTime(pids: (number | undefined)[]): number {
  const { user, system } = process.cpuUsage()
  return pids.reduce<number>((sum, pid) => sum + timeOf(pid), (user + system) / 1000)
}

/** Zero where there is no /proc or where the server is somebody else's. */
function timeOf(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return 0
  // The name in parentheses may hold spaces; utime and stime are the 12th and 13th field behind it.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1000
}
