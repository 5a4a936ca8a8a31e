import { createSocket } from 'node:dgram'

/** Throws with the port's number when another process has it. */
export function refuseBusyUdpPort(name: string, port: number): Promise<void> {
  const socket = createSocket('udp4')
  return new Promise((resolve, reject) => {
    socket.once('error', (error: NodeJS.ErrnoException) => {
      socket.close()
      const busy = `UDP port ${port}, which ${name} needs, is in use: is another Straggler running here?`
      reject(error.code === 'EADDRINUSE' ? new Error(busy) : error)
    })
    socket.bind(port, '127.0.0.1', () => socket.close(() => resolve()))
  })
}
