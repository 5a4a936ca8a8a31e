import { prepare } from './bootstrap/prepare.mjs'
import { runMain } from './bootstrap/run-main.mjs'
import { runNode24 } from './bootstrap/run-node24.mjs'

await runMain(async (args) => {
  const prepared = await prepare()
  return prepared === 0 ? runNode24(['bench/main.ts', ...args]) : prepared
})
