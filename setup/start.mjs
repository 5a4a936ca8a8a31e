import { prepare } from './bootstrap/prepare.mjs'
import { runMain } from './bootstrap/run-main.mjs'
import { runNode24 } from './bootstrap/run-node24.mjs'
import { say } from './bootstrap/say.mjs'

await runMain(async (args) => {
  say('Straggler: setting up')
  const prepared = await prepare()
  if (prepared !== 0) return prepared
  return runNode24(['cli/main.ts', 'up', '--lab', 'small', ...args])
})
