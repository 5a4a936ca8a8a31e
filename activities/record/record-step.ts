import type { Db } from 'mongodb'
import { answerAsk, openAsk } from '../../store/asks.ts'
import { saveCase } from '../../store/cases.ts'
import { saveCorrespondence } from '../../store/correspondence.ts'
import type { Trail } from '../../trail/append.ts'
import type { CaseAction } from '../../workflows/host-case/contract.ts'
import type { StepRecord } from '../../workflows/host-case/record.ts'
import { entryOfStep } from './entry-of-step.ts'

export interface RecordParts {
  db: Db
  trail: Trail
  hostnameOf(hostRef: string): Promise<string>
}

/** Writes one step down: first the trail, then what lists show. Repeating it changes nothing. */
export function createRecord({ db, trail, hostnameOf }: RecordParts) {
  return async function record(step: StepRecord): Promise<void> {
    await trail.append(entryOfStep(step))
    const hostname = await hostnameOf(step.hostRef)
    for (const action of step.actions) await recordQuestion(db, step, hostname, action)
    if (step.event.type === 'decide') await recordAnswer(db, step)
    if (step.event.type === 'patched') await saveCorrespondence(db, step.caseId, { evidence: step.event.evidence })
    await saveCase(db, {
      ...step.view,
      ...step.about,
      _id: step.caseId,
      hostRef: step.hostRef,
      hostname,
      closedAt: step.view.state === 'closed' ? step.at : null,
      step: step.step,
    })
  }
}

async function recordQuestion(db: Db, step: StepRecord, hostname: string, action: CaseAction) {
  const { caseId, hostRef, at } = step
  if (action.type === 'askPerson') {
    const _id = `${caseId}:${action.params.seq}`
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
