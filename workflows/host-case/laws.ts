import { machine, machineVersion } from './machine.ts'

/** A snapshot as a run hands it to the next one: XState's own, after its way through JSON. */
export interface KeptSnapshot {
  value: Record<string, unknown>
  context: Record<string, unknown>
}

/** How a case that stands under one version of the machine goes on under the next. */
export interface Migration {
  /** The snapshot as the next version reads it: maps every state and fact that is called otherwise there. */
  snapshot: (kept: KeptSnapshot) => KeptSnapshot
  /** Event of an armed delay -> its event in the next version. One that is not named keeps its name. */
  delays: Record<string, string>
}

/** The machines that open runs may stand under, and the way from each to the next. */
export interface Laws {
  newest: number
  /** An older machine has types of its own day; only the interpreter looks into one. */
  machines: Record<number, object>
  /** By the version that is left. */
  migrations: Record<number, Migration>
}

/** An older machine stays beside machine.ts until no open run uses it: docs/how-to/change-the-machine.md. */
export const laws: Laws = {
  newest: machineVersion,
  machines: { [machineVersion]: machine },
  migrations: {},
}
