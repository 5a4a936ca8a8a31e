/** Prints one line of progress with the seconds since the start, on stderr. */
export function say(line) {
  console.error(`${String(Math.round(process.uptime())).padStart(4)} s  ${line}`)
}
