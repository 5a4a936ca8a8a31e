import { and } from 'xstate'
import { perform, performRung } from '../deeds.ts'

/** The next rung of the ladder, from `monitored` and from a penalty that is held. */
export const climb = [
  { guard: 'rungInForce', target: 'due', actions: 'passRung' },
  { guard: 'triedTooLong', target: '#investigating' },
  { guard: 'rungNotYet', target: 'watching' },
  { guard: 'stepDue', target: 'acting', actions: performRung },
  { guard: 'noticeMissing', target: 'acting', actions: perform('ownerNotice') },
  { guard: and(['accountNext', 'penaltyDue']), target: '#accountDisabled' },
  { guard: and(['portNext', 'penaltyDue']), target: '#portShut' },
  { guard: 'stalled', target: '#investigating' },
  { target: 'watching' },
] as const
