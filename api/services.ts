import type { Db } from 'mongodb'
import type { Logger } from 'pino'
import type { Config } from '../config/schema.ts'
import type { Trail } from '../trail/append.ts'
import type { Engine } from './engine.ts'

/** What the routes work with. */
export interface Services {
  config: Config
  db: Db
  engine: Engine
  trail: Trail
  log: Logger
}
