import { styleText } from 'node:util'

/** Prints one line with the seconds since this process started; stderr, because stdout may be JSON. */
export function sayProgress(line: string): void {
  const seconds = `${Math.round(process.uptime())}`.padStart(4)
  console.error(`${styleText('dim', `${seconds} s`)}  ${line}`)
}
