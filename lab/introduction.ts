import type { Company } from './company/small-company.ts'

/** What a person needs to know before the first line moves: what this is, whom to watch, how to stop it. */
export function introduction(
  apiUrl: string,
  { stragglers, hosts, update }: Company,
  names: string[],
): string {
  const [first = '', second = ''] = names
  return `A patch tool has reported ${hosts.length} hosts: ${hosts.length - stragglers.length} are patched, ${stragglers.length} miss ${update.id}.
Each of the ${stragglers.length} has a case now. Two of them are told step by step; on both the patch agent is broken:
  ${first}  its user calls as soon as the computer's account is disabled
  ${second}  its user answers nothing until the switch port is shut
A day of the real ladder lasts about a second here. In another terminal:
  npx straggler cases                                    who is unpatched, and what happens next
  npx straggler case ${second} --watch                     one case, step by step, and why it waits
  npx straggler repair ${second} --reason "user called"     what the help desk does
  npx straggler stop --reason "let me look"              the kill switch: no new effect, releases go on
The API is at ${apiUrl}. Ctrl-C stops everything here; the next start goes on where it was.
`
}
