import type { PatchState } from '../finding.ts'

const lightest: readonly PatchState[] = [
  'patched',
  'not_applicable',
  'unknown',
  'pending_reboot',
  'missing',
  'failed',
]

/** Of two words about the same moment the heavier one counts: no doubt is ever read as patched. */
export const weightOf = (state: PatchState): number => lightest.indexOf(state)
