/** What a test run came to. */
export interface TestResult {
  readonly passed: number
  /** Failed tests, files that did not load, and errors that no test caught. */
  readonly failed: number
  readonly skipped: readonly { readonly name: string; readonly reason: string }[]
}
