import { readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ip } from './net-namespace.ts'

const ours = /^straggler-(\d+)-(\d+)/

/** Removes what labs have left whose process is gone; a killed test run cleans nothing. */
export async function sweepLeftovers(): Promise<void> {
  const names = (await ip('netns list')).split('\n').map((line) => line.split(' ')[0] ?? '')
  for (const name of names) {
    const [, pid, subnet] = ours.exec(name) ?? []
    if (!pid || !subnet || isAlive(Number(pid))) continue
    await attempt(`netns delete ${name}`)
    await attempt(`link delete sg${subnet}`)
    const id = Number(subnet)
    await attempt(`route delete unreachable 198.${18 + (id >> 8)}.${id & 255}.0/24 metric 65535`)
  }
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = /^straggler-lab-(\d+)-/.exec(name) ?? []
    if (pid && !isAlive(Number(pid))) rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Another process may sweep at the same time, so what is already gone is no fault. */
const attempt = (command: string): Promise<unknown> => ip(command).catch(() => undefined)
