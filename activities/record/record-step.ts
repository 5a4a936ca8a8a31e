import type { Db } from 'mongodb'
import { answerAsk, dropAsk, matchAsks, openAsk } from '../../store/asks.ts'
import { replaceCase, saveCase } from '../../store/cases.ts'
import { saveCorrespondence } from '../../store/correspondence.ts'
import type { Trail } from '../../trail/append.ts'
import type { CaseAction } from '../../workflows/host-case/contract.ts'
import type { StepRecord } from '../../workflows/host-case/record.ts'
import { appendStep } from './append-step.ts'
import { entryOfStep } from './entry-of-step.ts'

export interface RecordParts {
  db: Db
  trail: Trail
  hostnameOf(hostRef: string): Promise<string>
}

/**
 * Writes one step down: first the trail, then what lists show. Repeating it changes nothing. A step that was
 * decided anew, since the engine lost the task that had decided it, takes the place of what was written then.
 */
export function createRecord({ db, trail, hostnameOf }: RecordParts) {
  return async function record(step: StepRecord): Promise<void> {
    const isAnew = await appendStep(trail, entryOfStep(step))
    const hostname = await hostnameOf(step.hostRef)
    for (const action of step.actions) await recordQuestion(db, step, hostname, action, isAnew)
    if (step.event.type === 'decide') await recordAnswer(db, step)
    if (isAnew) await matchAsks(db, step.caseId, { open: step.view.person?.seq ?? null, at: step.at })
    if (step.event.type === 'patched')
      await saveCorrespondence(db, step.caseId, { evidence: step.event.evidence })
    const doc = {
      ...step.view,
      ...step.about,
      _id: step.caseId,
      hostRef: step.hostRef,
      hostname,
      closedAt: step.view.state === 'closed' ? step.at : null,
      step: step.step,
    }
    await (isAnew ? replaceCase(db, doc) : saveCase(db, doc))
  }
}

async function recordQuestion(
  db: Db,
  step: StepRecord,
  hostname: string,
  action: CaseAction,
  isAnew: boolean,
) {
  const { caseId, hostRef, at } = step
  if (action.type === 'askPerson') {
    const _id = `${caseId}:${action.params.seq}`
    if (isAnew) await dropAsk(db, _id)
    await openAsk(db, { _id, caseId, hostRef, hostname, ...action.params, askedAt: at, answer: null })
  }
  if (action.type === 'withdrawAsk') {
    const reason = 'the case moved on by itself'
    await answerAsk(db, `${caseId}:${action.params.seq}`, { decision: 'withdrawn', by: 'case', at, reason })
  }
}

async function recordAnswer(db: Db, { caseId, event, at }: StepRecord) {
  if (event.type !== 'decide') return
  const { ask, decision, by, reason } = event
  await answerAsk(db, `${caseId}:${ask}`, { decision, by, at, reason })
}
