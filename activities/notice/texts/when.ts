const second = 1000
const units = [
  ['day', 86_400 * second],
  ['hour', 3600 * second],
  ['minute', 60 * second],
  ['second', second],
] as const

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** The exact time with words beside it: `Fri 27 Nov 2026, 17:00 +01:00 (in 3 days)`. */
export const when = (at: number, now: number, zone: string): string =>
  `${exact(at, zone, Math.abs(at - now) < 3600 * second)} (${fromNow(at, now)})`

/** `34 days`, rounded down, in the largest unit that fits. */
export function duration(milliseconds: number): string {
  const [unit, count] = inUnits(milliseconds)
  return new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: 'long' }).format(Math.abs(count))
}

/** `Fri 27 Nov 2026, 17:00 +01:00`: readable, and exact because the offset is there. */
export function exact(at: number, zone: string, seconds = false): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  })
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  const time = [part.hour, part.minute, part.second].filter((value) => value !== undefined).join(':')
  const offset = part.timeZoneName?.replace('GMT', '') || '+00:00'
  return `${part.weekday} ${part.day} ${part.month} ${part.year}, ${time} ${offset}`
}

function fromNow(at: number, now: number): string {
  const [unit, count] = inUnits(at - now)
  return relative.format(count, unit)
}

function inUnits(milliseconds: number): [Intl.RelativeTimeFormatUnitSingular, number] {
  const [unit, size] = units.find(([, size]) => Math.abs(milliseconds) >= size) ?? units[3]
  return [unit, Math.trunc(milliseconds / size)]
}
