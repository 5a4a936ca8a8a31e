import { z } from 'zod'
import { attemptCauses } from '../domain/attempt-cause.ts'
import { uniqueSwitches } from './unique-switches.ts'

/** `file:/path` (first line of the file) or `env:NAME`; a secret never stands in the configuration itself. */
const secretRef = z
  .string()
  .regex(/^(file|env):.+$/, 'expected file:<path> or env:<NAME>, never the secret itself')

const port = z.number().int().min(1).max(65535)

export const switchConfig = z.strictObject({
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
  /** MACs of the gateway, directory, DNS or patch server: a port that has learned one is never written (R8). */
  protectedMacs: z.array(z.string().regex(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i, 'expected a MAC')).default([]),
  /**
   * What you vouch for where the switch cannot say it itself; a port is refused for each thing that neither says
   * (R8). Give only what you have checked at the switch.
   */
  assumes: z.array(z.enum(['noNeighbours', 'noTrunks', 'noAggregates'])).default([]),
  /** Where our ownership mark is kept while a port is shut; `none` makes an interrupted write a conflict. */
  marker: z.enum(['ifAlias', 'none']).default('ifAlias'),
  /** Milliseconds to wait for one SNMP answer. */
  timeout: z.number().int().min(50).default(2000),
  retries: z.number().int().min(0).max(5).default(2),
})

/** How the directory is reached, and whom it never touches. */
export const directoryConfig = z.strictObject({
  kind: z.enum(['activeDirectory', 'openldap']),
  /** ldaps:// in production; ldap:// is accepted for loopback only. */
  url: z.string().regex(/^ldaps?:\/\//),
  bindDn: z.string().min(1),
  password: secretRef,
  baseDn: z.string().min(1),
  /**
   * Attribute that holds our ownership mark on an account; whoever is penalised must not be able to write it.
   * Active Directory: single-valued, `comment` by default.
   * OpenLDAP: multi-valued, `description` by default.
   */
  markerAttribute: z.string().optional(),
  /** PEM file of the authority that signed the directory's certificate; unset: those that Node trusts. */
  caFile: z.string().optional(),
  /** Milliseconds to wait for a connection and for each answer. */
  timeout: z.number().int().min(100).default(5000),
  /** Emergency accounts, by any of their names; never written (R7). */
  breakGlass: z.array(z.string().min(1)).default([]),
  /** Accounts of the operators on shift; never written (R7). */
  onShift: z.array(z.string().min(1)).default([]),
  /** Accounts that a person has to deal with by hand; never written (R7). */
  vip: z.array(z.string().min(1)).default([]),
  /** Groups (DN) whose members, nested ones too, are never written, besides the directory's own privileged ones. */
  protectedGroups: z.array(z.string().min(1)).default([]),
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

/**
 * An argument list, never a shell string; `{hostname}`, `{fqdn}`, `{ip}`, `{caseId}` and `{updates}` (joined by
 * commas) are replaced. Exit codes: see activities/deploy/exit-cause.ts.
 */
const commandRoute = z.strictObject({
  kind: z.literal('command'),
  argv: z.array(z.string()).min(1),
  /** Milliseconds; then the whole process group is killed. Raise it for large updates on slow links. */
  timeout: z.number().int().min(100).default(600_000),
  /** Meaning of exit codes beyond the documented ones, e.g. Ansible's `{ '4': unreachable }`. */
  exitCodes: z.record(z.string().regex(/^\d+$/), z.enum(attemptCauses)).default({}),
  /** Environment variables that the command gets besides PATH, HOME, LANG and the like; none of ours. */
  environment: z.array(z.string()).default([]),
})
/** The contract is activities/deploy/http-contract.ts. */
const httpRoute = z.strictObject({
  kind: z.literal('http'),
  url: z.url({ protocol: /^https?$/ }).refine((url) => url.startsWith('https:') || isLoopback(url), {
    error: 'expected https:// (http:// is accepted for loopback only)',
  }),
  /** Sent as `Authorization: Bearer`. */
  token: secretRef.optional(),
  /** Milliseconds for the whole order, polling included. */
  timeout: z.number().int().min(100).default(600_000),
  /** Milliseconds between two looks at a running job when the tool sends no Retry-After. */
  pollEvery: z.number().int().min(10).default(2000),
})

function isLoopback(url: string): boolean {
  return /^(localhost|127\.[\d.]+|\[::1\])$/.test(new URL(url).hostname)
}

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
  /** CISA's catalogue of exploited vulnerabilities as JSON; without it the vendor's severity decides the band. */
  kevFile: z.string().optional(),
  switches: z.array(switchConfig).check(uniqueSwitches).default([]),
  /** SNMP notifications (RFC 3416): address and community of the receiver; unset means none is opened. */
  traps: z
    .strictObject({
      host: z.string().default('0.0.0.0'),
      port: port.default(162),
      community: secretRef.optional(),
    })
    .optional(),
  /** Milliseconds; reading the switches for the hosts that open cases watch. */
  sweep: z
    .strictObject({
      /** From the end of one sweep to the next. Raise it where switches are slow to read. */
      every: z.number().int().min(500).default(300_000),
      /** A case is told of a sighting at most once in this time. */
      tellEvery: z.number().int().min(500).default(900_000),
    })
    .prefault({}),
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
      /** Local address to send from, on a machine with several networks; unset: the routing table decides. */
      sourceAddress: z.union([z.ipv4(), z.ipv6()]).optional(),
      /** Magic packets in one round, and milliseconds between two of them. */
      packets: z.number().int().min(1).max(10).default(3),
      packetEvery: z.number().int().min(10).default(1000),
      /** Milliseconds before the second, third, ... round; the last one repeats. A PC boots in 30-180 s. */
      backOff: z.array(z.number().int().min(10)).min(1).default([30_000, 120_000, 300_000]),
      /** Hosts that one worker wakes per minute and site; too many at once trip breakers and uplinks. */
      hostsPerMinute: z.number().int().min(1).default(60),
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
export type CommandRoute = z.infer<typeof commandRoute>
export type HttpRoute = z.infer<typeof httpRoute>
export type DeployConfig = NonNullable<Config['deploy']>
export type WakeConfig = Config['wake']
export type SecretRef = z.infer<typeof secretRef>
