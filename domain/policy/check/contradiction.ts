import type { DeployNeed } from '../plan-for.ts'
import type { Policy } from '../schema.ts'

/** Two statements of a policy that cannot both be meant; `path` leads to the one to be changed. */
export interface Contradiction {
  path: PropertyKey[]
  says: string
}

/** Looks for one kind of contradiction. `needs` is what the deploy route needs of a host. */
export type Check = (policy: Policy, needs: readonly DeployNeed[]) => Contradiction[]
