import { z } from 'zod'

/** `file:/path` (first line of the file) or `env:NAME`; a secret never stands in the configuration itself. */
const secretRef = z
  .string()
  .regex(/^(file|env):.+$/, 'expected file:<path> or env:<NAME>, never the secret itself')

const port = z.number().int().min(1).max(65535)

const switchConfig = z.strictObject({
  name: z.string().min(1),
  address: z.string().min(1),
  port: port.default(161),
  site: z.string().default('main'),
  version: z.enum(['1', '2c', '3']).default('2c'),
  readCommunity: secretRef.optional(),
  writeCommunity: secretRef.optional(),
  /** SNMPv3 (RFC 3414): user and both pass phrases. */
  user: z.string().optional(),
  authKey: secretRef.optional(),
  authProtocol: z.enum(['sha', 'sha256', 'sha512', 'md5']).default('sha256'),
  privKey: secretRef.optional(),
  privProtocol: z.enum(['aes', 'aes256b', 'des']).default('aes'),
  /** VLAN that still reaches patch server, directory and DNS; without it a port penalty shuts the port. */
  quarantineVlan: z.number().int().min(1).max(4094).optional(),
  /** Ports (ifName) that are never written, whatever the switch says. */
  protectedPorts: z.array(z.string()).default([]),
  /** Where our ownership mark is kept while a port is shut; `none` makes an interrupted write a conflict. */
  marker: z.enum(['ifAlias', 'none']).default('ifAlias'),
  /** Milliseconds to wait for one SNMP answer. */
  timeout: z.number().int().min(50).default(2000),
  retries: z.number().int().min(0).max(5).default(2),
})

const directoryConfig = z.strictObject({
  kind: z.enum(['activeDirectory', 'openldap']),
  /** ldaps:// in production; ldap:// is accepted for loopback only. */
  url: z.string().regex(/^ldaps?:\/\//),
  bindDn: z.string().min(1),
  password: secretRef,
  baseDn: z.string().min(1),
  /** Attribute that holds our ownership mark on an account. */
  markerAttribute: z.string().optional(),
  caFile: z.string().optional(),
  timeout: z.number().int().min(100).default(5000),
})

const mailConfig = z.strictObject({
  host: z.string().min(1),
  port: port.default(25),
  /** TLS from the first byte (port 465). Otherwise STARTTLS is used where the server offers it. */
  secure: z.boolean().default(false),
  /** Refuse a server without STARTTLS. Always so when a password would leave this machine (RFC 8314). */
  requireTls: z.boolean().default(false),
  /** CA that signed the mail server's certificate, PEM; unset: the system's. */
  caFile: z.string().optional(),
  user: z.string().optional(),
  password: secretRef.optional(),
  from: z.email(),
  /** Where answers to notices go; unset: the help desk's address. */
  replyTo: z.email().optional(),
  /** Milliseconds without a word from the server; raise it for servers that tarpit. */
  timeout: z.number().int().min(100).default(30_000),
  /** IANA zone of the times in mails; unset: that of the worker. */
  timeZone: z.string().optional(),
})

/** An argument list, never a shell string; `{hostname}`, `{fqdn}`, `{ip}`, `{caseId}`, `{updates}` are replaced. */
const commandRoute = z.strictObject({
  kind: z.literal('command'),
  argv: z.array(z.string()).min(1),
  timeout: z.number().int().default(600_000),
})
const httpRoute = z.strictObject({
  kind: z.literal('http'),
  url: z.url(),
  /** Sent as `Authorization: Bearer`. */
  token: secretRef.optional(),
  timeout: z.number().int().default(600_000),
})
const route = z.discriminatedUnion('kind', [commandRoute, httpRoute])

/** The whole of `straggler.yaml`. */
export const configSchema = z.strictObject({
  temporal: z.strictObject({ address: z.string(), namespace: z.string().default('default') }),
  mongodb: z.strictObject({ uri: z.string(), database: z.string().default('straggler') }),
  api: z
    .strictObject({
      host: z.string().default('127.0.0.1'),
      port: port.default(7373),
      /** How people reach the API: owner's links in mails begin with it. */
      publicUrl: z.url().default('http://127.0.0.1:7373'),
    })
    .prefault({}),
  /** Logs, the `held` file and local tokens live here. */
  dataDirectory: z.string().default('.straggler'),
  policyFile: z.string().default('policy.yaml'),
  switches: z.array(switchConfig).default([]),
  /** SNMP notifications (RFC 3416): address and community of the receiver; unset means none is opened. */
  traps: z
    .strictObject({
      host: z.string().default('0.0.0.0'),
      port: port.default(162),
      community: secretRef.optional(),
    })
    .optional(),
  directory: directoryConfig.optional(),
  mail: mailConfig.optional(),
  helpDesk: z
    .strictObject({ kind: z.literal('mail'), to: z.email(), section: z.string().default('patch') })
    .optional(),
  /** People that notices of the last resort go to. */
  managementEmail: z.email().optional(),
  wake: z
    .strictObject({
      /** Where magic packets are sent besides the host's own subnet: broadcast addresses or relays. */
      addresses: z.array(z.string()).default([]),
      ports: z.array(port).default([9]),
      /** SecureOn password, 4 or 6 octets as hex. */
      secureOn: secretRef.optional(),
      /** TCP ports that a woken host may answer on; a refusal is an answer too. */
      answerPorts: z.array(port).default([445, 3389, 22]),
    })
    .prefault({}),
  deploy: z
    .strictObject({
      install: route,
      liveCheck: route,
      /** What the deploy route needs; a penalty that takes it away is given back first. */
      needs: z.array(z.enum(['port', 'machineAccount', 'userAccount'])).default(['port']),
    })
    .optional(),
})

export type Config = z.infer<typeof configSchema>
export type SwitchConfig = z.infer<typeof switchConfig>
export type DirectoryConfig = z.infer<typeof directoryConfig>
export type MailConfig = z.infer<typeof mailConfig>
export type DeployRoute = z.infer<typeof route>
export type DeployConfig = NonNullable<Config['deploy']>
export type WakeConfig = Config['wake']
export type SecretRef = z.infer<typeof secretRef>
