/**
 * Runs `job` at most once at a time for each key. What comes in meanwhile is merged: only the last one runs,
 * when the running one has ended. So a flood of traps costs no more than reads one after the other.
 */
export function oneAtATime<T>(job: (key: string, news: T) => Promise<void>): (key: string, news: T) => void {
  const waiting = new Map<string, T>()
  const running = new Set<string>()
  const run = async (key: string): Promise<void> => {
    running.add(key)
    try {
      for (let news = waiting.get(key); news !== undefined; news = waiting.get(key)) {
        waiting.delete(key)
        await job(key, news)
      }
    } finally {
      running.delete(key)
    }
  }
  return (key, news) => {
    waiting.set(key, news)
    if (!running.has(key)) void run(key)
  }
}
