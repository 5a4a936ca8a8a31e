import { existsSync, readFileSync } from 'node:fs'

/** One write to an account that locked or unlocked it. */
export interface AccountChange {
  dn: string
  to: 'locked' | 'unlocked'
}

/** What the directory's own log of changes says of accounts' locks, in order. */
export function directoryChanges(file: string): AccountChange[] {
  if (!existsSync(file)) return []
  const records = readFileSync(file, 'utf8').split(/^# end .*$/m)
  return records.flatMap((record) => {
    const dn = /^dn: (.*)$/m.exec(record)?.[1]
    if (dn === undefined || !record.includes('pwdAccountLockedTime')) return []
    return [{ dn, to: record.includes('add: pwdAccountLockedTime') ? 'locked' : 'unlocked' }]
  })
}
