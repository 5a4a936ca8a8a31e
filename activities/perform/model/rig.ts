import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Effect, EffectKind, EffectResult } from '../../../domain/effect.ts'
import type { Host } from '../../../domain/host.ts'
import { openStore } from '../../../store/database.ts'
import { grants, markGrantUsed, saveGrant } from '../../../store/grants.ts'
import { killSwitch } from '../../../store/settings.ts'
import { mongoTargets, prepareTargets } from '../../../store/targets.ts'
import { createTrail } from '../../../trail/append.ts'
import { prepareTrail } from '../../../trail/documents.ts'
import { heldFile } from '../../held/held-file.ts'
import type { Found, Penalisable, Reading, Refusal, TargetRef } from '../../penalisable.ts'
import type { PerformEffect } from '../effect-context.ts'
import { createPenalise } from '../penalise.ts'
import type { PenaltyDeps } from '../penalty-deps.ts'
import { createPerform, type PerformDeps } from '../perform.ts'
import { createUndo } from '../undo.ts'

export const port: TargetRef = {
  id: 'port:sw-1/7',
  kind: 'port',
  name: 'sw-1 port 7',
  locator: { ifName: '7' },
}

/** A switch port whose answers a test can spoil; real ones are tried in the adapters' own tests. */
export function plainDevice() {
  const device = {
    state: 'open' as Reading['state'],
    mark: null as string | null,
    writes: [] as string[],
    found: { target: port } as Found,
    refusal: null as Refusal | null,
    /** Happens in place of the write, or after it. */
    onClose: async (write: () => void) => write(),
    onRead: async () => {},
  }
  const penalisable: Penalisable = {
    find: async () => device.found,
    forbid: async () => device.refusal,
    async read() {
      await device.onRead()
      return { state: device.state, mark: device.mark, prior: { up: device.state === 'open' } }
    },
    close: (_target, _from, mark) =>
      device.onClose(() => {
        device.writes.push(`close ${mark}`)
        Object.assign(device, { state: 'closed', mark })
      }),
    async reopen(_target, _prior, mark) {
      device.writes.push(`reopen ${mark}`)
      Object.assign(device, { state: 'open', mark: null })
    },
    byHand: () => 'snmpset ...',
  }
  return { device, penalisable }
}

/** What stands in for the plain device, and who the host is to it. */
export interface RealParts {
  penalisables: PenaltyDeps['penalisables']
  host: Host
}

/** Everything around one target, with the real store, trail and held file. */
export async function createRig(mongoUri: string, real?: RealParts) {
  const store = await openStore(mongoUri, `perform-${randomUUID()}`)
  const directory = await mkdtemp(join(tmpdir(), 'straggler-perform-'))
  await prepareTrail(store.db)
  await prepareTargets(store.db)
  const { db } = store
  const { device, penalisable } = plainDevice()
  const held = join(directory, 'held')
  const penalties: PenaltyDeps = {
    targets: mongoTargets(db),
    penalisables: real?.penalisables ?? { port: penalisable },
    held: heldFile(held),
    trail: createTrail(db, { log: 'test', gitSha: 'abc' }),
    grants: {
      read: (key) => grants(db).findOne({ _id: key }),
      markUsed: (key, at) => markGrantUsed(db, key, at),
    },
    killSwitch: () => killSwitch(db),
    permit: async () => null,
    leaseEnd: async (_, now) => now + 60_000,
    writeSlack: 2_000,
  }
  const effects: Partial<Record<EffectKind, PerformEffect>> = {
    port: createPenalise(penalties),
    machineAccount: createPenalise(penalties),
    undo: createUndo(penalties),
    wake: async () => ({ type: 'answered', sign: 'ping' }),
  }
  const deps: PerformDeps = {
    trail: penalties.trail,
    effects: effects as PerformDeps['effects'],
    host: async (hostRef) => ({ ...real?.host, hostRef }) as Host,
    killSwitch: penalties.killSwitch,
    permit: penalties.permit,
    budget: () => 20_000,
  }
  const close = async () => {
    await db.dropDatabase()
    await store.close()
    await rm(directory, { recursive: true })
  }
  return { db, device, penalties, deps, held, close, perform: createPerform(deps) }
}

export const effectOf = (caseId: string, seq: number, kind: EffectKind, of?: number): Effect => ({
  hostRef: `host-of-${caseId}`,
  caseId,
  seq,
  kind,
  ...(of !== undefined && { of }),
})

type Rig = Awaited<ReturnType<typeof createRig>>

/** What the gate does before it lets a penalty run. */
export const grantTo = ({ db }: Rig, caseId: string, seq: number, validFor = 60_000) =>
  saveGrant(db, {
    ...{ _id: `${caseId}:${seq}`, caseId, penalty: 'port', site: 'main' },
    ...{ grantedAt: Date.now(), validUntil: Date.now() + validFor, usedAt: null, returnedAt: null },
  })

/** What the engine does with a failed activity. */
export async function untilDone(run: () => Promise<EffectResult>, tries = 60): Promise<EffectResult> {
  for (let tried = 1; ; tried++) {
    try {
      return await run()
    } catch (error) {
      if (tried === tries) throw error
      await new Promise((done) => setTimeout(done, 20))
    }
  }
}
