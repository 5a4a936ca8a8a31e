import { ensureDebianPackages } from './ensure-debian-packages.mjs'
import { ensureDependencies } from './ensure-dependencies.mjs'
import { root } from './root.mjs'
import { runNode24 } from './run-node24.mjs'
import { began } from './say.mjs'

/** Gets dependencies, servers and Debian packages, side by side where one does not need the other. */
export async function prepare() {
  process.chdir(root)
  const packages = ensureDebianPackages()
  await ensureDependencies()
  const env = { ...process.env, STRAGGLER_SETUP_BEGAN: String(began) }
  const [code] = await Promise.all([runNode24(['setup/servers/prepare.ts'], { env }), packages])
  return code
}
