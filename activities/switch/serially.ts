const last = new Map<string, Promise<unknown>>()

/** Runs jobs of one key one after the other, within this process. */
export function serially<T>(key: string, job: () => Promise<T>): Promise<T> {
  const before = last.get(key) ?? Promise.resolve()
  const mine = before.then(job, job)
  last.set(
    key,
    mine.catch(() => {}),
  )
  return mine
}
