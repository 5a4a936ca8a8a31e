/**
 * Repeats a job up to `most` times, and not again once so many seconds are spent: on a busy machine the bench has
 * fewer rounds, not hours.
 */
export async function repeat(
  most: number,
  seconds: number,
  job: (round: number) => Promise<void>,
): Promise<void> {
  const end = performance.now() + seconds * 1000
  for (let round = 1; round <= most && (round === 1 || performance.now() < end); round++) await job(round)
}
