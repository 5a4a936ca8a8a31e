/** How many of a fleet a percentage allows; never below one, else a small company could never begin. */
export const limitOf = (percent: number, total: number): number =>
  Math.max(1, Math.floor((total * percent) / 100))
