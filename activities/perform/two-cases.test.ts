import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nothingWrong } from './model/property.ts'

const numRuns = process.env.CI ? 20_000 : 1_000

test('cases that share a target never free each other and never touch what is not ours', async () => {
  const checked = await fc.check(nothingWrong, { numRuns, interruptAfterTimeLimit: 300_000 })
  expect(checked.failed, fc.defaultReportMessage(checked)).toBe(false)
  expect(checked.numRuns).toBe(numRuns)
}, 400_000)
