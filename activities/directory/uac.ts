/** Bits of userAccountControl (MS-ADTS 2.2.16). */
export const uac = {
  accountDisable: 0x2,
  interdomainTrust: 0x800,
  serverTrust: 0x2000,
  trustedForDelegation: 0x80000,
  partialSecrets: 0x4000000,
} as const

/** Whether a userAccountControl has a bit set. */
export const has = (value: number, bit: number): boolean => (value & bit) !== 0
