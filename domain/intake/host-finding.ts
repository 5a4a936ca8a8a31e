import type { Finding } from '../finding.ts'

/** What one source said last about one update of a known host. */
export interface HostFinding extends Omit<Finding, 'hostname'> {
  hostRef: string
  source: string
  /** First evidence that this update was missing, ISO 8601 UTC; kept when it is patched later. */
  unpatchedSince?: string
}
