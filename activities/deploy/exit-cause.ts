import type { AttemptCause } from '../../domain/attempt-cause.ts'

/**
 * What an exit code says beyond 0 = done. 3010 and 1641 are Windows Installer's (ERROR_SUCCESS_REBOOT_REQUIRED,
 * _INITIATED); a POSIX system keeps their low byte only, 194 and 105. 68, 69, 75 and 77 are sysexits.h, 124 is
 * timeout(1).
 */
const documented: Record<number, AttemptCause> = {
  3010: 'rebootPending',
  1641: 'rebootPending',
  194: 'rebootPending',
  105: 'rebootPending',
  68: 'unreachable',
  69: 'toolDown',
  75: 'toolDown',
  77: 'refused',
  124: 'timeout',
}

/** The cause that a command's exit code stands for; the configuration's meanings go first. */
export const exitCause = (
  code: number,
  configured: Record<string, AttemptCause>,
  otherwise: AttemptCause,
): AttemptCause => configured[code] ?? documented[code] ?? otherwise
