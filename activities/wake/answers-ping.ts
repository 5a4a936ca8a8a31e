import { execFile } from 'node:child_process'
import { isIP } from 'node:net'

/**
 * A sign of life by ICMP echo, or null. By the system's ping, because raw sockets need privileges that a
 * worker should not have; without a ping on PATH the other signs have to do.
 */
export function answersPing(ip: string, timeout: number): Promise<string | null> {
  if (isIP(ip) === 0) return Promise.resolve(null)
  const seconds = String(Math.max(1, Math.ceil(timeout / 1000)))
  const once =
    process.platform === 'win32' ? ['-n', '1', '-w', String(timeout)] : ['-n', '-c', '1', '-W', seconds]
  return new Promise((resolve) => {
    execFile('ping', [...once, ip], { timeout: timeout + 2000 }, (error) => {
      resolve(error ? null : `ICMP echo reply from ${ip}`)
    })
  })
}
