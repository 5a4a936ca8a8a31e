import type { z } from 'zod'

interface Named {
  name: string
  address: string
  port: number
}

/** Ports are known by the name of their switch: one name for two of them, or two for one, is a wrong port. */
export function uniqueSwitches({ value, issues }: z.core.ParsePayload<Named[]>): void {
  const places = new Map<string, string>()
  const names = new Set<string>()
  value.forEach(({ name, address, port }, index) => {
    const place = `${address.toLowerCase()}:${port}`
    const other = places.get(place)
    if (names.has(name.toLowerCase())) {
      const message = `two switches are called ${name}; a port would be looked for on the wrong one`
      issues.push({ code: 'custom', input: name, path: [index, 'name'], message })
    }
    if (other !== undefined) {
      const message = `${place} is ${other} already; one switch under two names is counted twice`
      issues.push({ code: 'custom', input: address, path: [index, 'address'], message })
    }
    names.add(name.toLowerCase())
    places.set(place, name)
  })
}
