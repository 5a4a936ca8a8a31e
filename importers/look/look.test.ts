import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type LookFiles, look } from './look.ts'

const fileAt = (path: string) => readFileSync(new URL(path, import.meta.url))
const policy = { name: 'policy.yaml', text: fileAt('../../domain/policy/default-policy.yaml').toString() }
const report = { name: 'wsus.csv', bytes: fileAt('../samples/wsus-view.utf16le.csv') }
const inventory = {
  name: 'inventory.csv',
  bytes: Buffer.from(
    'hostname,fqdn,role,attachment\nWS-0417,ws-0417.corp.example,personal,wired\nws-0418,,personal,wired\n' +
      'ws-0419,,shared,wireless\nws-0420,,personal,wired\nprt-01,,infrastructure,wired\nws-0999,,personal,wired\n',
  ),
}
const now = Date.parse('2026-11-20T09:00:00Z')
const looked = (more: Partial<LookFiles> = {}) => {
  const { ok, text, json } = look({ report, policy, ...more }, now)
  return {
    ok,
    text,
    json: json as { stragglers: { hostname: string; would: { kind: string }[] }[]; strangers: string[] },
  }
}

test('a report alone: who, how long, how urgent, and what would come first', () => {
  const { ok, text, json } = looked()
  expect(ok).toBe(true)
  expect(json.stragglers.map(({ hostname }) => hostname)).toEqual([
    'prt-01.corp.example',
    'ws-0419.corp.example',
    'ws-0420.corp.example',
    'ws-0417.corp.example',
  ])
  expect(text).toContain('4 hosts are not patched, 1 is patched.')
  expect(text).toContain('Nothing can be said of 1 host: ws-0421.corp.example')
  expect(text).toMatch(
    /ws-0417\.corp\.example +7h +P2 +2026-12-04 02:14 +KB5062553 \(missing, Critical\) +machineAccount/,
  )
  expect(text).toContain('would wait for a person: it is the first report of its source and scope')
})

test('with an inventory the ladder is that of the host, and strangers are listed', () => {
  const { text, json } = looked({ inventory })
  expect(json.strangers).toEqual(['WS-0421.corp.example'])
  const rungs = (name: string) =>
    json.stragglers.find(({ hostname }) => hostname === name)?.would.map(({ kind }) => kind)
  expect(rungs('WS-0417')).toEqual([
    'ownerNotice',
    'ticket',
    'managerNotice',
    'machineAccount',
    'userAccount',
    'port',
  ])
  expect(rungs('prt-01')).toEqual(['ownerNotice', 'ticket', 'managerNotice', 'managementNotice'])
  expect(text).toMatch(/not +port +servers are never penalised/)
  expect(text).toContain('(observe: only written down)')
})

test('a CVE of the catalogue makes the host urgent', () => {
  const exploited = {
    name: 'r.csv',
    bytes: Buffer.from(
      'hostname,update_id,state,cves,observed_at\nws-1,U1,missing,CVE-2025-0108,2026-11-20\n',
    ),
  }
  const kev = { name: 'kev.json', bytes: fileAt('../samples/kev_small.json') }
  expect(looked({ report: exploited }).text).toMatch(/ws-1 .* P4 /)
  expect(looked({ report: exploited, kev }).text).toMatch(/ws-1 .* P2 +2025-03-04 00:00 \(over\)/)
})

test('a refused file is named with line and column, whichever it is', () => {
  const broken = { name: 'half.csv', bytes: Buffer.from('hostname,update_id,state\nws-1,KB') }
  expect(looked({ report: broken })).toMatchObject({
    ok: false,
    text: expect.stringContaining('half.csv:2:2 expected a whole last row'),
  })
  expect(looked({ inventory: { name: 'inv.csv', bytes: Buffer.from('name\n') } }).text).toContain(
    'inv.csv:1:1',
  )
  const bad = { name: 'p.yaml', text: policy.text.replace('P1: 3d', 'P1: 3') }
  expect(looked({ policy: bad }).text).toMatch(/p\.yaml:\d+:7 .*P1/)
})
