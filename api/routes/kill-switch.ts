import { z } from 'zod'
import { killSwitch, setKillSwitch } from '../../store/settings.ts'
import { systemChain } from '../../trail/entry.ts'
import type { Principal } from '../auth.ts'
import { instant, iso } from '../instant.ts'
import { route } from '../route.ts'
import type { Services } from '../services.ts'
import { writeDown } from '../write-down.ts'

const killSwitchAnswer = z.object({
  on: z.boolean(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  at: instant.nullable(),
})

export const getKillSwitch = route({
  method: 'get',
  path: '/kill-switch',
  says: 'Whether new effects are stopped, since when and by whom.',
  answer: killSwitchAnswer,
  async handle(_, { db }) {
    const state = await killSwitch(db)
    if (!state) return { on: false, by: null, reason: null, at: null }
    return { on: state.on, by: state.by, reason: state.reason, at: iso(state.at) }
  },
})

const record = (services: Services, who: Principal, step: string, on: boolean, why: string): Promise<void> =>
  writeDown(services, who, {
    hostRef: systemChain,
    scope: 'kill-switch',
    step,
    kind: 'config',
    action: on ? 'kill-switch.on' : 'kill-switch.off',
    why,
  })

export const putKillSwitch = route({
  method: 'put',
  path: '/kill-switch',
  says: 'Stops new effects within a second, or lets them go on; releases never stop.',
  body: z.strictObject({ on: z.boolean(), reason: z.string().trim().min(1, 'expected a reason') }),
  answer: killSwitchAnswer,
  async handle({ body: { on, reason }, who, key }, services) {
    const at = Date.now()
    const set = () => setKillSwitch(services.db, { on, by: who.name, reason, at })
    // Stopping must not wait for the trail; starting again must not happen without it.
    if (on) await set()
    await record(services, who, key, on, reason)
    if (!on) await set()
    return { on, by: who.name, reason, at: iso(at) }
  },
})
