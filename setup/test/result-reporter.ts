import { writeFileSync } from 'node:fs'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'
import type { TestResult } from './test-result.ts'

/** Writes what the summary needs; vitest's own JSON leaves out why a test was skipped. */
export default class ResultReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env.STRAGGLER_TEST_RESULT
    if (file) writeFileSync(file, JSON.stringify(resultOf(modules, unhandled.length)))
  }
}

function resultOf(modules: readonly TestModule[], unhandled: number): TestResult {
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const inState = (state: string) => tests.filter((test) => test.result().state === state)
  const skipped = inState('skipped').map((test) => {
    const result = test.result()
    const reason = (result.state === 'skipped' && result.note) || 'no reason given'
    return { name: `${test.module.relativeModuleId} > ${test.fullName}`, reason }
  })
  // A file that does not load has no tests that could fail.
  const broken = modules.filter((module) => module.errors().length > 0).length
  return { passed: inState('passed').length, failed: inState('failed').length + broken + unhandled, skipped }
}
