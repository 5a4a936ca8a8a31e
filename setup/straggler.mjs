#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ensureDependencies } from './bootstrap/ensure-dependencies.mjs'
import { root } from './bootstrap/root.mjs'
import { runMain } from './bootstrap/run-main.mjs'
import { runNode24 } from './bootstrap/run-node24.mjs'

await runMain(async (args) => {
  await ensureDependencies()
  // Node refuses to strip types below node_modules, so the published package ships JavaScript.
  const source = join(root, 'cli', 'main.ts')
  return runNode24([existsSync(source) ? source : join(root, 'cli', 'main.js'), ...args])
})
