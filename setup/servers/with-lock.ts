import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from './is-alive.ts'

/** Runs one piece of work at a time per lock file; a lock whose process has died is taken over. */
export async function withLock<T>(
  file: string,
  work: () => Promise<T>,
  onWait: (pid: number) => void = () => {},
): Promise<T> {
  await mkdir(dirname(file), { recursive: true })
  let told = false
  while (!(await tryLock(file))) {
    const holder = await holderOf(file)
    if (holder !== undefined && !isAlive(holder)) {
      await takeAway(file, holder)
    } else {
      if (!told && holder !== undefined) onWait(holder)
      told = true
      await sleep(200)
    }
  }
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}

async function tryLock(file: string): Promise<boolean> {
  const own = `${file}.${randomUUID()}`
  await writeFile(own, `${process.pid}`)
  try {
    // Linking a written file, because an opened one could be read before its content is there.
    await link(own, file)
    return true
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw fault
  } finally {
    await rm(own)
  }
}

async function holderOf(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : Number(text)
}

async function takeAway(file: string, deadHolder: number): Promise<void> {
  const aside = `${file}.${randomUUID()}.stale`
  await rename(file, aside).catch(() => {})
  // Between the look and the rename another waiter may have locked: that lock goes back.
  if ((await holderOf(aside)) !== deadHolder) await link(aside, file).catch(() => {})
  await rm(aside, { force: true })
}
