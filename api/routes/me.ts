import { z } from 'zod'
import { tokenRoles } from '../../store/tokens.ts'
import { route } from '../route.ts'

export const getMe = route({
  method: 'get',
  path: '/me',
  says: 'Whose token this is, and its role.',
  answer: z.object({ name: z.string(), role: z.enum(tokenRoles) }),
  handle: async ({ who: { name, role } }) => ({ name, role }),
})
