/** Hosts of the inventory and rows of the report, and how many of these say that an update is missing. */
export const rowCount = 10_000
export const stragglerCount = 500

const number = (index: number) => String(index + 1).padStart(5, '0')
const indexes = Array.from({ length: rowCount }, (_, index) => index)

/** An inventory of 10,000 hosts, as the generic CSV has it. */
export function inventoryFile(): Buffer {
  const rows = indexes.map((index) => {
    const octets = [0x52, 0x54, 0, index >> 16, (index >> 8) & 255, index & 255]
    const mac = octets.map((octet) => octet.toString(16).padStart(2, '0')).join(':')
    const name = `ws-${number(index)}`
    return `${name},${name}.bench.example,${mac},user-${name},user-${name}@bench.example,personal,wired`
  })
  return Buffer.from(['hostname,fqdn,macs,account,owner_email,role,attachment', ...rows, ''].join('\n'))
}

/** A report on all of them: every twentieth lacks the update. */
export function reportFile(): Buffer {
  const observedAt = new Date().toISOString()
  const rows = indexes.map((index) => {
    const state = index % (rowCount / stragglerCount) === 0 ? 'missing' : 'patched'
    return `ws-${number(index)},KB5062554,${state},Critical,${observedAt}`
  })
  return Buffer.from(['hostname,update_id,state,severity,observed_at', ...rows, ''].join('\n'))
}
