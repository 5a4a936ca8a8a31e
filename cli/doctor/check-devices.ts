import { lookUp } from '../../activities/directory/look-up.ts'
import { withClient } from '../../activities/directory/with-client.ts'
import { greetMailServer } from '../../activities/notice/smtp-mailer.ts'
import { withSwitch } from '../../activities/switch/open-switch.ts'
import type { Config, DirectoryConfig, MailConfig, SwitchConfig } from '../../config/schema.ts'
import { type Checked, check } from './check.ts'

/** sysName.0 of SNMPv2-MIB (RFC 3418). */
const sysName = '1.3.6.1.2.1.1.5.0'

/** A switch may be called otherwise than here, but not as another one here: then two addresses are mixed up. */
async function lookAtSwitch(config: SwitchConfig, others: readonly SwitchConfig[]): Promise<string> {
  const answer = await withSwitch(config, (snmp) => snmp.get(sysName))
  const name = Buffer.isBuffer(answer) ? answer.toString('utf8') : String(answer)
  const isThisOne = sameName(name, config.name)
  const other = isThisOne ? undefined : others.find((one) => sameName(name, one.name))
  if (other)
    throw new Error(`answers as ${name}, which is another switch here: are their addresses mixed up?`)
  return `answers as ${name}`
}

/** Some switches add their domain to their name. */
const sameName = (answered: string, configured: string): boolean =>
  answered.toLowerCase() === configured.toLowerCase() ||
  answered.toLowerCase().startsWith(`${configured.toLowerCase()}.`)

async function lookAtDirectory(config: DirectoryConfig): Promise<string> {
  const found = await withClient(config, (client) =>
    lookUp(client, config.baseDn, { scope: 'base', attributes: ['objectClass'] }),
  )
  if (found.length === 0) throw new Error(`binds, but ${config.baseDn} is not there or may not be read`)
  return `binds and reads ${config.baseDn}`
}

async function lookAtMail(config: MailConfig): Promise<string> {
  await greetMailServer(config)
  return `${config.host}:${config.port} takes our session`
}

/** Looks at every configured switch, the directory and the mail server; only reads. */
export const checkDevices = ({ switches, directory, mail }: Config): Promise<Checked[]> =>
  Promise.all([
    ...switches.map((one) =>
      check(
        `switch ${one.name}`,
        'check its address, community or user, and that it lets this machine in',
        () => lookAtSwitch(one, switches),
      ),
    ),
    ...(directory
      ? [check('directory', 'check directory.url, bindDn and its password', () => lookAtDirectory(directory))]
      : []),
    ...(mail ? [check('mail', 'check mail.host and mail.port', () => lookAtMail(mail))] : []),
  ])
