import type { Band } from '../policy/schema.ts'

/** The four inputs of CISA BOD 26-04. */
export interface BodInputs {
  kev: boolean
  exposed: boolean
  automatable: boolean
  totalImpact: boolean
}

/** What the directive says about one vulnerability on one asset. */
export interface BodDecision {
  band: Band
  /** Evidence has to be captured before the host is patched. */
  triage: boolean
}

/** Band by KEV, exposed, automatable (y or n each) and impact (total or not). `+F` is the forensic flag. */
const table: Record<string, `${Band}${'' | '+F'}`> = {
  nnnn: 'P4',
  nnnt: 'P4',
  nnyn: 'P3',
  nnyt: 'P3',
  nynn: 'P3',
  nynt: 'P2',
  nyyn: 'P2',
  nyyt: 'P1',
  ynnn: 'P2',
  ynnt: 'P2',
  ynyn: 'P2',
  ynyt: 'P1+F',
  yynn: 'P2',
  yynt: 'P1+F',
  yyyn: 'P1',
  yyyt: 'P1+F',
}

const letter = (yes: boolean, as = 'y') => (yes ? as : 'n')

/** The row of BOD 26-04 (2026-06-10) for these inputs; its bands are 3, 14 and 60 days and the next upgrade. */
export function bod2604({ kev, exposed, automatable, totalImpact }: BodInputs): BodDecision {
  const row = [letter(kev), letter(exposed), letter(automatable), letter(totalImpact, 't')].join('')
  const [band, flag] = (table[row] ?? 'P1').split('+')
  return { band: band as Band, triage: flag === 'F' }
}
