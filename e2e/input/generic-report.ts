/** A generic report of `count` hosts, the first `missing` of which lack the update. */
export function genericReport(count: number, missing: number, observedAt: Date): string {
  const rows = Array.from({ length: count }, (_, place) => {
    const state = place < missing ? 'missing' : 'patched'
    return `pc-${place},KB5062553,${state},"Update, cumulative",critical,${observedAt.toISOString()}`
  })
  return ['hostname,update_id,state,title,severity,observed_at', ...rows, ''].join('\n')
}
