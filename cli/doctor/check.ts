import { adviceOf } from '../../activities/failure.ts'

/** What one look at one part has shown. */
export interface Checked {
  part: string
  ok: boolean
  /** What was found, or what is wrong. */
  says: string
  /** What to do about it. */
  advice?: string
}

/** Longer than the time-outs of switches and servers themselves, whose messages say more. */
const patience = 12_000

const late = (part: string): Promise<never> =>
  new Promise((_, reject) => {
    setTimeout(
      () => reject(new Error(`${part} did not answer within ${patience / 1000} s`)),
      patience,
    ).unref()
  })

/** Looks at one part; a failure becomes a finding with what to do about it. */
export async function check(part: string, advice: string, look: () => Promise<string>): Promise<Checked> {
  try {
    return { part, ok: true, says: await Promise.race([look(), late(part)]) }
  } catch (error) {
    const says = error instanceof Error ? error.message : String(error)
    return { part, ok: false, says, advice: adviceOf(error) || advice }
  }
}
