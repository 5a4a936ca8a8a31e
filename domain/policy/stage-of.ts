import { isNotice, type RungKind } from '../rung.ts'
import type { Stage } from './schema.ts'

/** The stage whose mode a rung is under (R1). */
export function stageOf(kind: RungKind): Stage {
  if (kind === 'ticket') return 'ticket'
  if (isNotice(kind)) return 'notice'
  return kind === 'port' || kind === 'disconnect' ? 'port' : 'account'
}
