const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const

/** A length of time in its two largest units, e.g. `3 d 4 h`. */
export function span(ms: number): string {
  let rest = Math.max(0, Math.round(ms / 1000) * 1000)
  const parts: string[] = []
  for (const [name, size] of units) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) parts.push(`${count} ${name}`)
    else if (parts.length > 0) break
    if (parts.length === 2) break
  }
  return parts.join(' ') || '0 s'
}

const two = (n: number): string => String(n).padStart(2, '0')

/** Local time with its offset, so that no reader has to guess the zone. */
export function local(instant: string | number): string {
  const at = new Date(instant)
  const offset = -at.getTimezoneOffset()
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.trunc(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())} ${zone}`
}

/** `in 3 min` or `3 min ago`. */
export function fromNow(instant: string, now = Date.now()): string {
  const away = Date.parse(instant) - now
  return away >= 0 ? `in ${span(away)}` : `${span(-away)} ago`
}

/** Reads an instant or a length of time from now, e.g. `2026-12-01`, `2026-12-01T08:00Z`, `14d`, `2h`. */
export function parseUntil(text: string, now = Date.now()): string | undefined {
  const [, count, unit] = /^(\d+)\s*(d|h|min|m|s)$/.exec(text) ?? []
  const size = units.find(([name]) => name === (unit === 'm' ? 'min' : unit))?.[1]
  const at = size === undefined ? Date.parse(text) : now + Number(count) * size
  return Number.isNaN(at) ? undefined : new Date(at).toISOString()
}
