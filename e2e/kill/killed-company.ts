import { type Company, type Natures, smallCompany } from '../../lab/company/small-company.ts'

/** Several of each kind, on every switch, so that every rung is under way at many of the kills. */
const natures: Natures = {
  2: 'asleep',
  4: 'mendedWhenShut',
  8: 'mendedWhenDisabled',
  15: 'asleep',
  18: 'mendedWhenShut',
  22: 'falselyReported',
  25: 'mendedWhenDisabled',
  28: 'lost',
  31: 'mendedWhenShut',
  34: 'mendedWhenDisabled',
  39: 'brokenServer',
}

/** The company whose Straggler is killed again and again. */
export const killedCompany = (): Company => smallCompany(7, natures)
