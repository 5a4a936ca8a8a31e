import { mkdir, rename, rm, stat } from 'node:fs/promises'
import type { Say } from './found-server.ts'
import { withLock } from './with-lock.ts'

/** Makes a directory of the cache once: whole or not at all, and never by two set-ups at a time. */
export async function keepInCache(target: string, say: Say, make: (directory: string) => Promise<void>) {
  const wait = (pid: number) => say(`another set-up (process ${pid}) is making ${target}, waiting for it`)
  await withLock(
    `${target}.lock`,
    async () => {
      if (await exists(target)) return
      const unfinished = `${target}.unfinished`
      await rm(unfinished, { recursive: true, force: true })
      await mkdir(unfinished, { recursive: true })
      try {
        await make(unfinished)
        await rename(unfinished, target)
      } finally {
        await rm(unfinished, { recursive: true, force: true })
      }
    },
    wait,
  )
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
