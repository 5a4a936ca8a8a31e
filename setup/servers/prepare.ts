import { findMongo } from './find-mongo.ts'
import { findTemporal } from './find-temporal.ts'
import { sayProgress } from './say-progress.ts'

const servers = await Promise.allSettled([findTemporal(), findMongo()])
for (const server of servers) {
  if (server.status === 'fulfilled') continue
  sayProgress(server.reason.message)
  process.exitCode = 1
}
