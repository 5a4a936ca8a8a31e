import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

// Debian policy 9.3.3.1: invoke-rc.d asks this program, and 101 forbids the action.
const POLICY = '/usr/sbin/policy-rc.d'
const OURS = '#!/bin/sh\n# Written by Straggler for the time of one apt-get install.\nexit 101\n'

/** Keeps packages from starting their services while they are installed; the result undoes it. */
export function keepServicesDown(policy = POLICY) {
  const foreign = existsSync(policy) && readFileSync(policy, 'utf8') !== OURS
  if (foreign) return () => {}
  writeFileSync(policy, OURS, { mode: 0o755 })
  const remove = () => rmSync(policy, { force: true })
  process.on('exit', remove)
  return remove
}
