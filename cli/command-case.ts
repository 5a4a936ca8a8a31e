import type { Command } from 'commander'
import type { CommandBody } from '../api/case-command.ts'
import type { TokenName } from './client-settings.ts'
import { connect } from './connect.ts'
import { say } from './output.ts'

/** A command's body as JSON has it: instants are texts. */
type Sent<T> = T extends unknown ? { [K in keyof T]: K extends 'until' ? string | null : T[K] } : never

/** Gives one command to a host's case and says that it was taken. */
export async function commandCase(
  command: Command,
  host: string,
  body: Sent<CommandBody>,
  done: string,
  as: TokenName = 'operator',
): Promise<void> {
  const api = await connect(command, as)
  const path = `/cases/${encodeURIComponent(host)}/commands`
  const { hostname } = await api.post<{ hostname: string }>(path, body)
  say(`${hostname}: ${done}. Follow it with: straggler case ${hostname} --watch`)
}
