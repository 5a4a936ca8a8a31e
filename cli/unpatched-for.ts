import type { CaseAnswer } from '../api/case-answer.ts'

/** Milliseconds; a closed case has been unpatched only until it closed. */
export const unpatchedFor = ({ unpatchedSince, closedAt }: CaseAnswer): number =>
  (closedAt === null ? Date.now() : Date.parse(closedAt)) - Date.parse(unpatchedSince)
