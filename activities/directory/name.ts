/** Whether an inventory's name for an account is a distinguished name. */
export const isDn = (name: string): boolean => /^[a-z][a-z0-9.-]*=[^,]+,/i.test(name)

/** Whether it is a GUID in text form (RFC 9562). */
export const isGuid = (name: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(name)

/** `CORP\mia` is `mia` in the directory of CORP. */
export const withoutDomain = (name: string): string => name.replace(/^[^\\]*\\/, '')

/** Names in a directory compare without regard to case (RFC 4517 caseIgnoreMatch). */
export const sameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
