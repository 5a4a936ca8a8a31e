import { type Command, InvalidArgumentError, Option } from 'commander'
import { type TokenRole, tokenRoles } from '../../store/tokens.ts'
import { connect } from '../connect.ts'
import { print, printJson, say, table } from '../output.ts'
import { local } from '../time.ts'

interface TokenAnswer {
  id: string
  owner: string
  role: TokenRole
  expiresAt: string
  createdBy: string
  revokedAt: string | null
}

function days(text: string): number {
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= 90) return count
  throw new InvalidArgumentError('expected 1 to 90 days')
}

async function list({ json }: { json?: true }, command: Command): Promise<void> {
  const api = await connect(command, 'approver')
  const page = await api.get<{ items: TokenAnswer[]; next: null }>('/tokens')
  if (json) return printJson(page)
  const rows = page.items.map(({ id, owner, role, expiresAt, createdBy, revokedAt }) => {
    const state = revokedAt ? 'revoked' : Date.parse(expiresAt) <= Date.now() ? 'expired' : 'valid'
    return [id, owner, role, state, local(expiresAt), createdBy]
  })
  print(table(['ID', 'OWNER', 'ROLE', 'STATE', 'ENDS', 'MADE BY'], rows))
}

async function create(
  owner: string,
  body: { role: TokenRole; days: number },
  command: Command,
): Promise<void> {
  const api = await connect(command, 'approver')
  const made = await api.post<{ token: string; expiresAt: string }>('/tokens', { owner, ...body })
  print(made.token)
  say(
    `valid until ${local(made.expiresAt)}; it is shown this once. Use it with --token-file or STRAGGLER_TOKEN`,
  )
}

async function revoke(id: string, _options: object, command: Command): Promise<void> {
  const api = await connect(command, 'approver')
  await api.delete(`/tokens/${encodeURIComponent(id)}`)
  say(`token ${id} is revoked`)
}

/** `straggler token create|list|revoke`. */
export function addToken(program: Command): Command {
  const command = program.command('token').summary('personal tokens, and tokens of programs')
  command
    .command('create')
    .summary('make a token for a person or a program')
    .argument('<owner>', 'whose it is; this name stands in the trail')
    .addOption(new Option('--role <role>', 'what it may do').choices(tokenRoles).default('operator'))
    .option('--days <n>', 'how long it is valid', days, 90)
    .action(create)
  command.command('list').summary('list tokens').option('--json', 'one JSON document').action(list)
  command.command('revoke').summary('end a token').argument('<id>', 'as `token list` shows it').action(revoke)
  return command
}
