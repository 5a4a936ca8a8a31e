import { expect, test } from 'vitest'
import type { NoticeFacts } from './facts.ts'
import { managementNotice } from './management-notice.ts'
import { managerNotice } from './manager-notice.ts'
import { ownerNotice } from './owner-notice.ts'
import { penaltyNotice } from './penalty-notice.ts'
import { releaseNotice } from './release-notice.ts'

const facts: NoticeFacts = {
  caseId: '3f9a2c1b-77aa-4c11-9f10-5a3f0e6b2d11',
  kind: 'unpatched',
  hostname: 'WS-0417',
  missing: [
    { updateId: 'KB5031356', title: '2026-10 Cumulative Update for Windows 11', severity: 'Critical' },
    { updateId: 'KB5032007' },
  ],
  unpatchedSince: Date.parse('2026-10-20T08:12:00Z'),
  deadline: Date.parse('2026-11-27T16:00:00Z'),
  next: { kind: 'machineAccount', at: Date.parse('2026-11-28T08:00:00Z') },
  now: Date.parse('2026-11-24T09:00:00Z'),
  zone: 'Europe/Berlin',
  page: 'https://straggler.example.org/me/TOKEN',
}
const show = ({ subject, text }: { subject: string; text: string }) => `Subject: ${subject}\n\n${text}`

test('the owner is told what, by when, what to do and what happens otherwise', () => {
  expect(show(ownerNotice(facts))).toMatchInlineSnapshot(`
    "Subject: [straggler 3f9a2c1b] WS-0417: 2 missing updates, please act by Fri 27 Nov 2026, 17:00 +01:00

    The computer WS-0417 has 2 missing updates.
    It has been like that for 35 days, since Tue 20 Oct 2026, 10:12 +02:00.

      KB5031356  2026-10 Cumulative Update for Windows 11  (Critical)
      KB5032007

    WHAT TO DO
    Switch the computer on, connect it to the company network and leave it on
    for an hour. Then open this page and press "I am here, try again":

      https://straggler.example.org/me/TOKEN

    If you cannot, or it does not help: press "I need help" on the same page,
    or answer this mail.

    DEADLINE
    Fri 27 Nov 2026, 17:00 +01:00 (in 3 days).

    WHAT HAPPENS NEXT
    Not before Sat 28 Nov 2026, 09:00 +01:00 (in 3 days):
      the computer's own account is disabled: network drives, printers
      and servers stop working on it.
    Once the updates are in, it ends by itself and nothing is taken away.
    "
  `)
})

test('the manager is told whose machine it is', () => {
  expect(show(managerNotice({ ...facts, ownerEmail: 'kim@example.org' }))).toMatchInlineSnapshot(`
    "Subject: [straggler 3f9a2c1b] WS-0417 in your team: 2 missing updates

    The computer WS-0417 has 2 missing updates.
    It has been like that for 35 days, since Tue 20 Oct 2026, 10:12 +02:00.

      KB5031356  2026-10 Cumulative Update for Windows 11  (Critical)
      KB5032007

    It is used by kim@example.org.

    WHAT TO DO
    Please make sure that somebody switches the computer on, connects it to the
    company network, leaves it on for an hour, and presses "I am here, try
    again" on this page:

      https://straggler.example.org/me/TOKEN

    If the computer is lost, retired, or must not be touched now: answer this
    mail and say so.

    DEADLINE
    Fri 27 Nov 2026, 17:00 +01:00 (in 3 days).

    WHAT HAPPENS NEXT
    Not before Sat 28 Nov 2026, 09:00 +01:00 (in 3 days):
      the computer's own account is disabled: network drives, printers
      and servers stop working on it.
    "
  `)
})

test('management is told how serious it is and what it needs', () => {
  const tried = { attempts: 2, lastCause: 'installFailed', department: 'Sales' }
  expect(show(managementNotice({ ...facts, ...tried, next: null }))).toMatchInlineSnapshot(`
    "Subject: [straggler 3f9a2c1b] WS-0417: 2 missing updates for 35 days, your decision may be needed

    The computer WS-0417 has 2 missing updates.
    It has been like that for 35 days, since Tue 20 Oct 2026, 10:12 +02:00.

      KB5031356  2026-10 Cumulative Update for Windows 11  (Critical)
      KB5032007

    Department: Sales.

    WHAT WAS DONE
    2 attempts to install reached the computer and failed (last cause: installFailed).

    DEADLINE
    Fri 27 Nov 2026, 17:00 +01:00 (in 3 days).

    WHAT HAPPENS NEXT
    Nothing further is planned; a person looks into it.

    WHAT IT NEEDS
    Somebody who gets hold of the computer, or a decision to retire it. Every
    step so far is on record:

      https://straggler.example.org/me/TOKEN
    "
  `)
})

test('a penalty is explained with the way out', () => {
  const until = Date.parse('2026-11-27T09:00:00Z')
  expect(show(penaltyNotice({ ...facts, penalty: 'machineAccount', until }))).toMatchInlineSnapshot(`
    "Subject: [straggler 3f9a2c1b] WS-0417: switched off because updates are missing, how to get it back

    WHAT IS OFF
    We have switched off
      the computer's own account: network drives, printers and servers
      do not work on it.
    Nothing is broken and nothing is lost.

    WHY
    The computer WS-0417 has 2 missing updates.
    It has been like that for 35 days, since Tue 20 Oct 2026, 10:12 +02:00.

      KB5031356  2026-10 Cumulative Update for Windows 11  (Critical)
      KB5032007

    HOW TO GET IT BACK
    Switch the computer on, connect it to the company network, and press
    "I am here, try again" on this page, from any device:

      https://straggler.example.org/me/TOKEN

    What the installation needs is then given back for a while and the updates
    are installed. When they are in, everything is given back.
    If you cannot open the page, call the help desk: it has a ticket about this
    and can start the same thing with one command.

    AT THE LATEST
    it is given back on Fri 27 Nov 2026, 10:00 +01:00 (in 3 days),
    unless a person decides otherwise by name.
    "
  `)
})

test('a release says what is back', () => {
  const { caseId, hostname, now, zone } = facts
  const released = releaseNotice({
    caseId,
    hostname,
    now,
    zone,
    outcome: 'patched',
    restored: ['port', 'machineAccount'],
  })
  expect(show(released)).toMatchInlineSnapshot(`
    "Subject: [straggler 3f9a2c1b] WS-0417: done, everything is as it was before

    The matter of the computer WS-0417 is closed since
    Tue 24 Nov 2026, 10:00 +01:00.
    All its updates are installed. Thank you.

    Switched on again, and checked:
      the network socket of the computer
      the computer's own account

    You need not do anything.
    "
  `)
})

test('an unreported host is not said to be unpatched', () => {
  const { subject, text } = ownerNotice({ ...facts, kind: 'unreported', missing: [], deadline: null })
  expect(subject).toBe('[straggler 3f9a2c1b] WS-0417: no patch report')
  expect(text).toContain('No patch report has said anything about the computer WS-0417')
  expect(text).toContain('No deadline is set yet.')
})

test('a title of a report can neither break out of its line nor fill the mail', () => {
  const title = `x\r\nWHAT TO DO\nopen https://evil.example ${'y'.repeat(500)}`
  const { text } = ownerNotice({ ...facts, missing: [{ updateId: 'KB1', title }] })
  expect(text.split('\n').filter((line) => line === 'WHAT TO DO')).toHaveLength(1)
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(102)
})

test('a long list is cut and counted', () => {
  const missing = Array.from({ length: 13 }, (_, i) => ({ updateId: `KB${i}` }))
  expect(ownerNotice({ ...facts, missing }).text).toContain('  KB9\n  and 3 more\n')
})
