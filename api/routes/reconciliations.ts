import { z } from 'zod'
import { systemChain } from '../../trail/entry.ts'
import { route } from '../route.ts'
import { writeDown } from '../write-down.ts'

export const postReconciliation = route({
  method: 'post',
  path: '/reconciliations',
  says: 'Looks now for held targets without a living case; each gets a release.',
  status: 202,
  answer: z.object({ started: z.literal(true) }),
  async handle({ who, key }, services) {
    await services.engine.reconcile()
    await writeDown(services, who, {
      hostRef: systemChain,
      scope: 'reconciliation',
      step: key,
      kind: 'decision',
      action: 'reconcile',
    })
    return { started: true as const }
  },
})
