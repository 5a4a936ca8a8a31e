import type { PatchState } from '../../domain/finding.ts'

/** What an installation does on a host: it works, it fails, or it waits for a restart. */
export type Habit = 'installs' | 'fails' | 'needsReboot'

/** A machine as the patch tool knows it. */
export interface ManagedHost {
  missing: string[]
  /** Installed, but not in force before a restart. */
  pending: string[]
  habit: Habit
}

/** Installs everything the host lacks, as far as its habit lets it; the answer is the contract's. */
export function installOn(host: ManagedHost): object {
  if (host.habit === 'fails')
    return { outcome: 'installFailed', detail: '0x80070643 (ERROR_INSTALL_FAILURE)' }
  if (host.habit === 'needsReboot') {
    host.pending.push(...host.missing.splice(0))
    return { outcome: 'rebootPending', detail: 'restart needed' }
  }
  host.missing.length = 0
  return { outcome: 'installed' }
}

/** What a live check finds on the host for one update. */
export function stateOf({ missing, pending }: ManagedHost, update: string): PatchState {
  if (missing.includes(update)) return 'missing'
  return pending.includes(update) ? 'pending_reboot' : 'patched'
}
