import { connect } from 'node:net'

/**
 * A sign of life from a TCP port: a refusal is an answer too, since somebody had to send it. Null after
 * `timeout` milliseconds, or where the network says that nobody is there.
 */
export function answersTcp(ip: string, port: number, timeout: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: ip, port })
    const end = (sign: string | null) => {
      socket.destroy()
      resolve(sign)
    }
    socket.setTimeout(timeout, () => end(null))
    socket.once('connect', () => end(`TCP port ${port} of ${ip} accepted`))
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(error.code === 'ECONNREFUSED' ? `TCP port ${port} of ${ip} refused` : null),
    )
  })
}
