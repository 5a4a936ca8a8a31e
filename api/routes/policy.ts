import { z } from 'zod'
import { loadPolicy, readPolicy } from '../../config/load-policy.ts'
import { route } from '../route.ts'

export const getPolicy = route({
  method: 'get',
  path: '/policy',
  says: 'The policy in force, as text and as it was understood; durations are milliseconds.',
  answer: z.object({
    name: z.string(),
    file: z.string(),
    hash: z.string(),
    modes: z.record(z.string(), z.string()),
    text: z.string(),
    policy: z.unknown(),
  }),
  async handle(_, { config }) {
    const { file, text } = readPolicy(config)
    const { policy, hash } = loadPolicy(config)
    return { name: policy.name, file, hash, modes: policy.modes, text, policy }
  },
})
