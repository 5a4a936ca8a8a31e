import type { StaffedHours, Weekday } from '../policy/staffed-hours.ts'

const minute = 60_000
const week = 7 * 24 * 60 * minute

/** Null while somebody is there to answer for a penalty; else the instant when somebody is again (R15). */
export function unstaffedUntil(hours: StaffedHours, now: number): number | null {
  if (isStaffed(hours, now)) return null
  const firstFullMinute = Math.ceil(now / minute) * minute
  for (let at = firstFullMinute; at < firstFullMinute + week; at += 5 * minute) {
    if (isStaffed(hours, at)) return at
  }
  return now + week
}

function isStaffed({ zone, days }: StaffedHours, at: number): boolean {
  const { weekday, minutes } = localTime(zone, at)
  const span = days[weekday]
  return span !== undefined && minutes >= span.from && minutes < span.to
}

function localTime(timeZone: string, at: number): { weekday: Weekday; minutes: number } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return {
    weekday: part('weekday').toLowerCase() as Weekday,
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  }
}
