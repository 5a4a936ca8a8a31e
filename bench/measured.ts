/** One number of the bench with what it is aimed at. */
export interface Measured {
  name: string
  value: number
  unit: string
  /** The aim is to stay at or below this. */
  goal: number
  /** What it was made from, for a person who reads the table. */
  details: string[]
}

/** Where the benchmarks run: servers of their own, started for this run. */
export interface Place {
  temporal: { address: string; pid: number | undefined }
  mongo: { uri: string; pid: number | undefined }
  /** Temporary; deleted after the run. */
  directory: string
  /** Progress, for a person. */
  say(line: string): void
}

/** A benchmark measures one or several numbers in one run. */
export interface Bench {
  names: string[]
  run(place: Place): Promise<Measured[]>
}

/** The JSON document that scripts read. */
export const documentOf = (all: Measured[]) =>
  Object.fromEntries(
    all.map(({ name, value, unit, goal }) => [
      name,
      { value: rounded(value), unit, goal: `<= ${goal}`, holds: value <= goal },
    ]),
  )

const rounded = (value: number) => Number(value.toPrecision(3))
