import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'
import { promisify } from 'node:util'
import wol from 'wake_on_lan'

/** One magic packet and where it goes. */
export interface MagicPacket {
  mac: string
  address: string
  port: number
  /** SecureOn password, appended to the packet. */
  secureOn?: Buffer
  /** Local address to send from. */
  sourceAddress?: string
}

const wake: (mac: string, options: wol.WakeOptions) => Promise<void> = promisify(wol.wake)

/** Sends one magic packet. Rejects when it could not leave this machine; nobody answers one. */
export async function sendMagicPacket(packet: MagicPacket): Promise<void> {
  const { mac, address, port } = packet
  if (packet.secureOn || packet.sourceAddress) return sendByDgram(packet)
  await wake(mac, { address, port, num_packets: 1 })
}

/** What wake_on_lan cannot do: a password behind the packet, and a chosen source. */
async function sendByDgram({ mac, address, port, secureOn, sourceAddress }: MagicPacket): Promise<void> {
  const payload = Buffer.concat([wol.createMagicPacket(mac), secureOn ?? Buffer.alloc(0)])
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4')
  try {
    socket.bind({ port: 0, ...(sourceAddress && { address: sourceAddress }) })
    await once(socket, 'listening')
    socket.setBroadcast(true)
    await new Promise<void>((resolve, reject) => {
      socket.send(payload, port, address, (error) => (error ? reject(error) : resolve()))
    })
  } finally {
    socket.close()
  }
}
