import type { TestResult } from './test-result.ts'

/** What the summary prints, and the exit code. */
export interface Verdict {
  readonly passed: number
  readonly failed: number
  readonly lines: readonly string[]
  readonly code: number
}

/** Judges a run: in CI a skipped test is a failed one, and a run that did not happen has failed. */
export function verdict(result: TestResult, vitestCode: number, inCi: boolean): Verdict {
  const lines = result.skipped.map(({ name, reason }) => `skipped: ${name} (${reason})`)
  const failed = result.failed + (inCi ? result.skipped.length : 0)
  const unexplained = vitestCode !== 0 && failed === 0
  return {
    passed: result.passed,
    failed: unexplained ? 1 : failed,
    lines: inCi && lines.length > 0 ? [...lines, 'a skipped test fails the run in CI'] : lines,
    code: vitestCode || (failed > 0 ? 1 : 0),
  }
}
