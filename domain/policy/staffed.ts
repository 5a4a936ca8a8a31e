import type { StaffedHours, Weekday } from './staffed-hours.ts'

const minute = 60_000
const dayMinutes = 1440
const days: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, made)
  return made
}

/** Day of the week, Monday first, and minutes after midnight on a wall clock of that zone. */
function wallClock(zone: string, at: number): { day: number; minutes: number } {
  const parts = formatOf(zone).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  const day = days.indexOf(part('weekday').toLowerCase() as Weekday)
  return { day, minutes: Number(part('hour')) * 60 + Number(part('minute')) }
}

const spanOf = (hours: StaffedHours, day: number) => {
  const name = days[day % days.length]
  return name && hours.days[name]
}

/** Whether somebody is there at this moment, epoch milliseconds (R15). */
export function isStaffed(hours: StaffedHours, at: number): boolean {
  const { day, minutes } = wallClock(hours.zone, at)
  const span = spanOf(hours, day)
  return span !== undefined && span.from <= minutes && minutes < span.to
}

/** The first moment from `at` on at which somebody is there; null when nobody ever is. */
export function nextStaffed(hours: StaffedHours, at: number): number | null {
  if (isStaffed(hours, at)) return at
  const { day, minutes } = wallClock(hours.zone, at)
  const thisMinute = at - (at % minute)
  // Up to the same weekday of next week: today's span may be over.
  for (let ahead = 0; ahead <= days.length; ahead += 1) {
    const span = spanOf(hours, day + ahead)
    if (span === undefined) continue
    const start = thisMinute + (ahead * dayMinutes + span.from - minutes) * minute
    // Between here and there the clocks may have been changed, by an hour either way.
    const near = [start - 60 * minute, start, start + 60 * minute]
    const found = near.find((moment) => moment > at && isStaffed(hours, moment))
    if (found !== undefined) return found
  }
  return null
}
