/** A sign of life: what keeps the patch out is given back, or else the host is tried at once. */
export const response = [{ guard: 'somethingHeld', target: '#repairing' }, { target: '#woken' }] as const
