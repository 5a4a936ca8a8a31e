import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Prior, TargetRef } from '../../domain/target.ts'

interface About {
  /** Epoch milliseconds. */
  at: number
  /** Effect key on whose behalf; also the ownership mark on the device. */
  key: string
  target: TargetRef
}

/** Stands before the device is written: all that a restore needs. */
export interface AttemptLine extends About {
  v: 1
  event: 'attempting'
  prior: Prior
  /** The command by which a person restores it. */
  byHand: string
}

/** What became of an attempt: seen to take effect, about to be undone, nothing of ours is left. */
export interface ProgressLine extends About {
  v: 1
  event: 'held' | 'restoring' | 'released'
}

export type HeldLine = AttemptLine | ProgressLine

/** The record of what we hold that survives the loss of both databases. */
export interface HeldFile {
  /** On the disk when it returns. */
  append(line: HeldLine): Promise<void>
}

/** Appends JSON lines to a file; one `write` and one `fsync` each, so that writers need no lock. */
export const heldFile = (path: string): HeldFile => ({
  async append(line) {
    const created = await appendDurably(path, line)
    if (created) await syncDirectory(dirname(path))
  },
})

async function appendDurably(path: string, line: HeldLine): Promise<boolean> {
  const file = await open(path, 'a', 0o600)
  try {
    const { size } = await file.stat()
    // The newline goes first: behind a line that was torn by a crash the next one still starts anew.
    await file.writeFile(`\n${JSON.stringify(line)}`)
    await file.sync()
    return size === 0
  } finally {
    await file.close()
  }
}

/** A new file's name is durable only when its directory is (fsync(2)). */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
