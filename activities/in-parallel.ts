/** Runs a job for each item, at most `limit` at a time; results stand in the order of the items. */
export async function inParallel<T, R>(
  items: T[],
  limit: number,
  job: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const queue = items.entries()
  const work = async () => {
    for (const [place, item] of queue) results[place] = await job(item)
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work))
  return results
}
