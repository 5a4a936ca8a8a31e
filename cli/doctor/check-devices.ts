import { lookUp } from '../../activities/directory/look-up.ts'
import { withClient } from '../../activities/directory/with-client.ts'
import { greetMailServer } from '../../activities/notice/smtp-mailer.ts'
import { withSwitch } from '../../activities/switch/open-switch.ts'
import type { Config, DirectoryConfig, MailConfig, SwitchConfig } from '../../config/schema.ts'
import { type Checked, check } from './check.ts'

/** sysName.0 of SNMPv2-MIB (RFC 3418). */
const sysName = '1.3.6.1.2.1.1.5.0'

async function lookAtSwitch(config: SwitchConfig): Promise<string> {
  const name = await withSwitch(config, (snmp) => snmp.get(sysName))
  return `answers as ${Buffer.isBuffer(name) ? name.toString('utf8') : String(name)}`
}

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
        () => lookAtSwitch(one),
      ),
    ),
    ...(directory
      ? [check('directory', 'check directory.url, bindDn and its password', () => lookAtDirectory(directory))]
      : []),
    ...(mail ? [check('mail', 'check mail.host and mail.port', () => lookAtMail(mail))] : []),
  ])
