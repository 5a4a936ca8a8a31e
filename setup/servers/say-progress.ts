const began = Number(process.env.STRAGGLER_SETUP_BEGAN ?? Date.now())

/** Prints one line with the seconds since set-up began; on stderr, because stdout may be JSON. */
export function sayProgress(line: string): void {
  console.error(`${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s  ${line}`)
}
