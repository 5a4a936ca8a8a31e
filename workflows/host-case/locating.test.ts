import { expect, test } from 'vitest'
import { failed, found, hour, opened, runs, settle, sighted, times, until } from './test-case.ts'

/** Looking it up has failed, as when a worker dies in the middle, and the host is on the network all day. */
function unlocated() {
  const host = opened()
  host.outcome('locate', failed)
  const look = () => {
    host.pass(hour)
    sighted(host)
  }
  return { host, look }
}

test('a host that was not located is looked up again, also when it is seen all the time', () => {
  const { host, look } = unlocated()
  const locates = () => runs(host.orders).filter((kind) => kind === 'locate').length
  const begun = host.now()
  while (locates() === 1 && host.now() < begun + 2 * times.wakeEvery) {
    look()
    if (locates() === 1) settle(host)
  }
  expect(locates()).toBe(2)
  expect(host.now() - begun).toBeGreaterThanOrEqual(times.wakeEvery)
  host.outcome('locate', found({ seenAt: host.now() }))
  until(host, 'accountDisabled.asking')
})

test('it is looked up once in each interval, however often that fails', () => {
  const { host, look } = unlocated()
  for (let hours = 0; hours < 24; hours++) {
    look()
    if (host.state().startsWith('detected')) host.outcome('locate', failed)
    settle(host)
  }
  const locates = runs(host.orders).filter((kind) => kind === 'locate').length
  expect(locates).toBeGreaterThanOrEqual(3)
  expect(locates).toBeLessThanOrEqual(1 + (24 * hour) / times.wakeEvery)
})
