import { InvalidArgumentError } from 'commander'
import { parseUntil } from './time.ts'

/** Parses `--until`: a length of time from now, or an instant. */
export function untilOption(text: string): string {
  const instant = parseUntil(text)
  if (instant === undefined || Date.parse(instant) <= Date.now())
    throw new InvalidArgumentError('expected a time to come, like 14d, 2h or 2026-12-01T08:00Z')
  return instant
}
