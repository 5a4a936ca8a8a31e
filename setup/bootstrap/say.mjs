/** When set-up began; handed on, so that every process of it counts from the same instant. */
export const began = Number(process.env.STRAGGLER_SETUP_BEGAN ?? Date.now())

/** Prints one line of progress with the seconds since the start, on stderr. */
export function say(line) {
  console.error(`${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s  ${line}`)
}
