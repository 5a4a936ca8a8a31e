import { ensureDependencies } from './bootstrap/ensure-dependencies.mjs'
import { root } from './bootstrap/root.mjs'
import { runMain } from './bootstrap/run-main.mjs'
import { runNode24 } from './bootstrap/run-node24.mjs'

await runMain(async () => {
  process.chdir(root)
  await ensureDependencies()
  return runNode24(['setup/check/main.ts'])
})
