import type { DirectoryKind } from './directory.ts'
import { lockedForGood } from './openldap-lock.ts'

/** An ldapmodify call that unlocks the account; a mark that stays behind on an open account means nothing. */
export const openldapByHand: DirectoryKind['byHand'] = ({ url, bindDn }, { dn }, prior) => {
  const before = prior.pwdAccountLockedTime
  return [
    `ldapmodify -x -H ${quoted(url)} -D ${quoted(bindDn)} -W <<'EOF'`,
    ldifLine('dn', dn),
    'changetype: modify',
    'delete: pwdAccountLockedTime',
    `pwdAccountLockedTime: ${lockedForGood}`,
    ...(typeof before === 'string'
      ? ['-', 'add: pwdAccountLockedTime', ldifLine('pwdAccountLockedTime', before)]
      : []),
    'EOF',
  ].join('\n')
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/** RFC 2849: a value that is not plain ASCII text stands in base64. */
const ldifLine = (name: string, value: string) =>
  /^[\x21-\x39\x3b\x3d-\x7e][\x20-\x7e]*$/.test(value)
    ? `${name}: ${value}`
    : `${name}:: ${Buffer.from(value).toString('base64')}`
