/** A value as it came over the wire; null where the agent has no such object or instance (RFC 3416). */
export type SnmpValue = number | bigint | string | Buffer | null

export interface Varbind {
  /** Dotted, without a leading dot. */
  oid: string
  value: SnmpValue
}

/** What we write: INTEGER, Unsigned32 or OCTET STRING. */
export type SnmpWrite =
  | { type: 'integer'; value: number }
  | { type: 'unsigned'; value: number }
  | { type: 'octets'; value: Buffer }

/**
 * All that we ever ask of an SNMP agent. One varbind per SET, because agents set several of them non-
 * atomically.
 */
export interface Snmp {
  get(oid: string): Promise<SnmpValue>
  set(oid: string, write: SnmpWrite): Promise<void>
  /** Every row of a subtree in the agent's order. */
  walk(root: string): Promise<Varbind[]>
  /** The agent's view of one VLAN, where it keeps a bridge MIB for each (Cisco); closed with its parent. */
  ofVlan?(vlan: number): Snmp
  close(): void
}

/** How to reach one agent; secrets are already read. */
export interface SnmpAgent {
  /** The switch's name, for messages. */
  name: string
  host: string
  port: number
  /** Milliseconds for one answer. */
  timeout: number
  retries: number
  access: CommunityAccess | UserAccess
}

export interface CommunityAccess {
  version: '1' | '2c'
  community: string
}

/** SNMPv3 user (RFC 3414). A phrase that is not given lowers the security level. */
export interface UserAccess {
  version: '3'
  user: string
  authKey?: string
  authProtocol: 'sha' | 'sha256' | 'sha512' | 'md5'
  privKey?: string
  privProtocol: 'aes' | 'aes256b' | 'des'
  /** Context of the agent (RFC 3411), e.g. Cisco's `vlan-20`. */
  context?: string
}
