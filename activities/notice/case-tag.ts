/** What stands in the subject of every mail about a case, so that people and ticket systems can file by it. */
export const caseTag = (caseId: string): string => `[straggler ${caseId.slice(0, 8)}]`
