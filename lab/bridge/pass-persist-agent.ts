import { createInterface } from 'node:readline'
import { applySet } from './apply-set.ts'
import { compareOids, type MibObject, switchObjects } from './switch-objects.ts'
import { readState, writeState } from './switch-state.ts'

/*
 * A sub-agent of snmpd by its pass_persist protocol (snmpd.conf(5)): it reads commands and OIDs line by line
 * and serves one subtree of what a Linux bridge lacks. Arguments: subtree, bridge, state file.
 */
const [subtree = '', bridge = '', stateFile = ''] = process.argv.slice(2)
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

for (let line = await lines.next(); !line.done; line = await lines.next()) {
  // snmpd ends the value of a SET with an empty line.
  if (line.value !== '') process.stdout.write(`${await answer(line.value)}\n`)
}

async function answer(command: string): Promise<string> {
  if (command === 'PING') return 'PONG'
  const oid = (await argument()).replace(/^\./, '')
  if (command === 'set') return set(oid, await argument())
  const objects = switchObjects(readState(stateFile), bridge).filter((one) =>
    one.oid.startsWith(`${subtree}.`),
  )
  const found =
    command === 'get'
      ? objects.find((one) => one.oid === oid)
      : objects.find((one) => compareOids(one.oid, oid) > 0)
  return found ? printed(found) : 'NONE'
}

async function argument(): Promise<string> {
  return (await lines.next()).value ?? ''
}

function set(oid: string, value: string): string {
  const state = readState(stateFile)
  const outcome = applySet(state, bridge, oid, value)
  if (outcome === 'DONE') writeState(stateFile, state)
  return outcome
}

function printed({ oid, type, value }: MibObject): string {
  return `.${oid}\n${type}\n${value}`
}
