/** The middle of some numbers: one run that was disturbed does not move it. */
export function median(numbers: readonly number[]): number {
  return percentile(numbers, 50)
}

/** The number that `percent` of them do not exceed (nearest rank). */
export function percentile(numbers: readonly number[], percent: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length))
  return sorted[rank - 1] ?? Number.NaN
}
