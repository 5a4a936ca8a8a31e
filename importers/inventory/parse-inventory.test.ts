import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseInventory } from './parse-inventory.ts'

function accepted(text: string) {
  const inventory = parseInventory(Buffer.from(text))
  if (!inventory.ok) throw new Error(JSON.stringify(inventory.faults))
  return inventory
}

const full = {
  hostname: 'ws-1',
  fqdn: 'ws-1.corp.example',
  macs: ['52:54:00:12:34:56', '52:54:00:12:34:57'],
  ips: ['10.0.0.7', 'fd00::7'],
  machineAccount: 'WS-1$',
  account: 'jdoe',
  ownerEmail: 'jdoe@corp.example',
  managerEmail: 'boss@corp.example',
  department: 'Sales; West',
  site: 'berlin',
  role: 'personal',
  attachment: 'wired',
  exposure: 'internal',
  switch: 'sw-1',
  port: 'Gi1/0/7',
  os: 'Windows 11',
  tags: ['vip'],
}

test('a row with every column, CSV and JSON', () => {
  const csv = [
    'OS;Port;Switch;Exposure;Attachment;Role;Site;Department;Manager_Email;Owner_Email;Account;Machine_Account;IPs;MACs;FQDN;Hostname;Tags',
    'Windows 11;Gi1/0/7;sw-1;internal;wired;Personal;berlin;"Sales; West";boss@corp.example;jdoe@corp.example;jdoe;WS-1$;"10.0.0.7;fd00::7";"52-54-00-12-34-56; 5254.0012.3457";ws-1.corp.example;ws-1;vip',
  ].join('\n')
  expect(accepted(csv).rows).toEqual([full])
  const { machineAccount, ownerEmail, managerEmail, ...same } = full
  const json = {
    ...same,
    machine_account: machineAccount,
    owner_email: ownerEmail,
    manager_email: managerEmail,
  }
  expect(accepted(JSON.stringify([json])).rows).toEqual([full])
})

test('only hostname is required; a host that nobody is named for is treated as a server', () => {
  const { rows } = accepted('hostname,account,os\nws-1,jdoe,\nws-2,,\nws-3,jdoe,Windows Server 2022\n')
  expect(rows.map(({ role, exposure, attachment }) => [role, exposure, attachment])).toEqual([
    ['personal', 'internal', 'unknown'],
    ['server', 'internet', 'unknown'],
    ['server', 'internet', 'unknown'],
  ])
})

test('every fault of a row is listed at its cell, and the line of a good row is known', () => {
  const inventory = accepted(
    'hostname,macs,ips,role,owner_email\n-,ff:ff:ff:ff:ff:ff,10.0.0.300,boss,nobody\n\nws-2,,,,\n',
  )
  expect(inventory.rejected.map(({ line, column }) => [line, column])).toEqual(
    [1, 2, 3, 4, 5].map((column) => [2, column]),
  )
  expect(inventory.rows).toHaveLength(1)
  expect(inventory.lineOf(0)).toBe(4)
})

test('a report is no inventory without hostname, and says so', () => {
  const wsus = parseInventory(Buffer.from('FullDomainName,State\nws-1,2\n'))
  expect(wsus).toMatchObject({ ok: false, faults: [{ expected: 'a column hostname' }] })
})

test('our own kind of report is refused, and columns that are not there are named', () => {
  const report = parseInventory(Buffer.from('hostname,update_id,state\nws-1,KB1,missing\n'))
  expect(report).toMatchObject({ ok: false, faults: [{ expected: 'an inventory' }] })
  const { meta } = accepted('hostname,macs\nws-1,\n')
  expect(meta.warnings).toEqual([expect.stringMatching(/^no column fqdn, .*tags: /)])
})

test('line breaks inside a cell do not shift the lines of later faults', () => {
  const { rejected } = accepted('hostname,os\r\nws-1,"Windows\r\n11"\r\nws-2,"a\r\nb"\r\n???,\r\n')
  expect(rejected).toMatchObject([{ line: 6, column: 1 }])
})

test('arbitrary bytes never throw', () => {
  const file = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string().map((text) => Buffer.from(`hostname,macs\n${text}`)),
    fc.array(fc.dictionary(fc.string(), fc.jsonValue())).map((rows) => Buffer.from(JSON.stringify(rows))),
  )
  fc.assert(
    fc.property(file, (bytes) => {
      const inventory = parseInventory(bytes)
      if (inventory.ok) expect(inventory.rows.every(({ hostname }) => hostname !== '')).toBe(true)
      else expect(inventory.faults.length).toBeGreaterThan(0)
    }),
    { numRuns: 2000 },
  )
})
