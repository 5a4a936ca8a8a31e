/**
 * Why an attempt did not get a host patched. `refused` means that the tool declined the order, `toolDown` that it
 * could not be asked at all; neither is the host's fault. `stillMissing` is what a mere live check finds.
 */
export const attemptCauses = [
  'unreachable',
  'refused',
  'installFailed',
  'rebootPending',
  'timeout',
  'toolDown',
  'stillMissing',
] as const
export type AttemptCause = (typeof attemptCauses)[number]
