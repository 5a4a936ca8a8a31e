import { z } from 'zod'
import { text } from '../cells.ts'

const sqlDateTime = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?$/

/** A moment as WSUS writes it; SUSDB keeps UTC, so a time without zone is UTC. */
export const wsusTime = text.transform((cell, context) => {
  const [, date, time, zone = 'Z'] = sqlDateTime.exec(cell) ?? []
  const moment = Date.parse(`${date}T${time}${zone}`)
  if (!Number.isNaN(moment)) return new Date(moment).toISOString()
  context.addIssue('a time in UTC, such as 2026-11-20T02:14:09Z')
  return z.NEVER
})
