import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'

/** BER tags of LDAPMessage's protocolOp (RFC 4511 section 4.6): [APPLICATION 6] is a modify request. */
const modifyRequest = 0x66

/**
 * A directory whose answer to every modify is lost: the server has carried it out, and the connection is
 * cut.
 */
export async function loseAnswers(ldapUrl: string): Promise<{ url: string; stop(): void }> {
  const { hostname, port } = new URL(ldapUrl)
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    let lost = false
    near.on('data', (request: Buffer) => {
      lost ||= operation(request) === modifyRequest
      far.write(request)
    })
    far.on('data', (answer: Buffer) => {
      if (lost) near.destroy()
      else near.write(answer)
    })
    near.on('error', () => far.destroy()).on('close', () => far.destroy())
    far.on('error', () => near.destroy()).on('close', () => near.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address() as AddressInfo
  return { url: `ldap://127.0.0.1:${address.port}`, stop: () => server.close() }
}

/** The tag after the sequence's header and the message id, both of which vary in length. */
function operation(message: Buffer): number | undefined {
  const lengthOctets = (message[1] ?? 0) & 0x80 ? (message[1] ?? 0) & 0x7f : 0
  const messageId = 2 + lengthOctets
  return message[messageId + 2 + (message[messageId + 1] ?? 0)]
}
