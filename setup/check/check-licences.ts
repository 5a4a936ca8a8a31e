import { readFile } from 'node:fs/promises'
import { isPermissive } from './is-permissive.ts'

interface LockedPackage {
  readonly license?: string
  readonly dev?: boolean
}

/** Packages whose manifest names no licence; what their LICENSE file is. */
const BY_FILE: Record<string, string> = { 'node_modules/unionfs': 'Unlicense' }

/** Counts the licences of the production dependencies; fails naming each that is not permissive. */
export async function checkLicences(): Promise<string> {
  const lock = JSON.parse(await readFile('package-lock.json', 'utf8')) as {
    packages: Record<string, LockedPackage>
  }
  const production = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && !dev)
  const counts = Map.groupBy(production, ([path, { license }]) => license ?? BY_FILE[path] ?? 'none named')
  const refused = [...counts].filter(([licence]) => !isPermissive(licence))
  if (refused.length > 0) {
    const names = refused.map(
      ([licence, packages]) => `${licence}: ${packages.map(([path]) => path).join(', ')}`,
    )
    throw new Error(`not permissive: ${names.join('; ')}`)
  }
  return [...counts].map(([licence, { length }]) => `${length} ${licence}`).join(', ')
}
