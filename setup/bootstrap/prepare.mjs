import { ensureDebianPackages } from './ensure-debian-packages.mjs'
import { ensureDependencies } from './ensure-dependencies.mjs'
import { root } from './root.mjs'
import { runNode24 } from './run-node24.mjs'

/** Gets dependencies, servers and Debian packages, side by side where one does not need the other. */
export async function prepare() {
  process.chdir(root)
  const packages = ensureDebianPackages()
  await ensureDependencies()
  const [code] = await Promise.all([runNode24(['setup/servers/prepare.ts']), packages])
  return code
}
