import { z } from 'zod'
import { patchStates } from '../../domain/finding.ts'

/** What a live check prints or answers: one entry for each update asked for. */
export const updateStates = z.array(z.object({ update_id: z.string().min(1), state: z.enum(patchStates) }))
