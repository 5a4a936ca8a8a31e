import type { CaseMachine } from '../interpret/interpret.ts'
import { machine, machineVersion } from './machine.ts'

/** Every version that an open run may still use; an older one stays beside machine.ts until none does. */
const laws: Record<number, CaseMachine> = { [machineVersion]: machine }

/** The machine that a run was started under; a run changes its version only at continue-as-new. */
export function lawOf(version: number): CaseMachine {
  const law = laws[version]
  if (!law)
    throw new Error(`no machine of version ${version} in this worker; known: ${Object.keys(laws).join(', ')}`)
  return law
}
