import { describe, expect, test } from 'vitest'
import { isPenalty } from '../../domain/rung.ts'
import type { Rehearsal } from '../host-case/rehearsal.ts'
import { day, grant, hour, monitored, person, rung, settle, sighted, times } from '../host-case/test-case.ts'

const wait = 2 * day
const plan = [
  rung('ownerNotice', 0),
  rung('ticket', day),
  rung('machineAccount', wait),
  rung('port', wait, { leavesDeploy: true }),
]
/** So long that both penalties come before the first one's lease ends. */
const accountLease = 9 * day

/** What a case did, and after how many milliseconds that it was there to live through. */
interface Deed {
  kind: string
  lived: number
}

/** One case whose host shows itself every hour; the gate grants at once. */
class Life {
  readonly host: Rehearsal
  readonly deeds: Deed[] = []
  lived = 0
  private read = 0

  constructor() {
    this.host = monitored({ located: { plan }, times: { accountLease } })
    this.note()
  }

  live(milliseconds: number): void {
    for (let left = milliseconds; left > 0; left -= hour) {
      this.host.pass(hour)
      this.lived += hour
      this.note()
      settle(this.host)
      sighted(this.host)
      if (this.host.state().endsWith('asking')) grant(this.host)
      this.note()
      settle(this.host)
      this.note()
    }
  }

  /** Time in which nobody sees the host. */
  stand(days: number): void {
    for (let left = days; left > 0; left -= 1) {
      this.host.pass(day)
      settle(this.host)
    }
    this.note()
  }

  note(): void {
    for (const action of this.host.orders.slice(this.read)) {
      if (action.type === 'run') this.deeds.push({ kind: action.params.kind, lived: this.lived })
    }
    this.read = this.host.orders.length
  }
}

const penalties = (deeds: Deed[]) => deeds.filter(({ kind }) => isPenalty(kind))

function hold(life: Life, kind: 'paused' | 'forensic'): void {
  life.host.tell({ type: 'hold', hold: kind, ...person })
  life.stand(30)
  life.host.tell({ type: 'resume', hold: kind, ...person })
}

const interruptions: [string, (life: Life) => void][] = [
  ['a week with everything switched off', ({ host }) => host.sleep(7 * day)],
  ['a clock that jumps a year ahead', ({ host }) => host.sleep(365 * day)],
  ['a pause of 30 days', (life) => hold(life, 'paused')],
  ['a forensic hold of 30 days', (life) => hold(life, 'forensic')],
  [
    'an exemption of 30 days',
    (life) => {
      life.host.tell({ type: 'exempt', until: life.host.now() + 30 * day, ...person })
      life.stand(30)
    },
  ],
]

const undisturbed = new Life()
undisturbed.live(14 * day)

test('undisturbed, both penalties come, each after its time', () => {
  const kinds = penalties(undisturbed.deeds).map(({ kind }) => kind)
  expect(kinds.slice(0, 2)).toEqual(['machineAccount', 'port'])
})

/** At every 18 hours of the ladder, until both penalties have come. */
const instants = Array.from({ length: 11 }, (_, n) => n * 18 * hour)

describe.each(interruptions)('after %s', (_, interrupt) => {
  test.each(instants)('that begins %d ms into the ladder, no rungs follow back to back', (instant) => {
    const life = new Life()
    life.live(instant)
    const before = life.deeds.length
    interrupt(life)
    life.live(20 * day)

    const after = life.deeds.slice(before)
    const [first] = penalties(after)
    if (first) {
      const told = after.find(({ kind, lived }) => kind === 'ownerNotice' && lived <= first.lived)
      expect(first.lived - Number(told?.lived)).toBeGreaterThanOrEqual(times.noticeLead)
    }
    for (const [n, penalty] of penalties(after).entries()) {
      const next = penalties(after)[n + 1]
      if (next) expect(next.lived - penalty.lived).toBeGreaterThanOrEqual(wait)
    }
    expect(penalties(life.deeds).length).toBeGreaterThanOrEqual(2)
  })
})

test.each(instants)(
  'a clock set back three days, %d ms into the ladder, brings nothing forward',
  (instant) => {
    const life = new Life()
    life.live(instant)
    life.host.pass(-3 * day)
    life.live(20 * day)
    for (const kind of ['ticket', 'machineAccount', 'port']) {
      const [usual, now] = [undisturbed.deeds, life.deeds].map((deeds) =>
        deeds.find((one) => one.kind === kind),
      )
      expect(now?.lived).toBeGreaterThanOrEqual(Number(usual?.lived))
    }
  },
)
