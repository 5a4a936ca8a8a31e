/**
 * "Locked permanently, only an administrator can unlock" (draft-behera-ldap-password-policy section
 * 5.3.3).
 */
export const lockedForGood = '000001010000Z'

/** A time in the year 0 never passes; any other one is ppolicy's own lock after too many wrong passwords. */
export const isForGood = (lockedTime: string | null): boolean => lockedTime?.startsWith('0000') ?? false
