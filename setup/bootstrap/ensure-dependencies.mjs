import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { node24Package } from './find-node24.mjs'
import { root } from './root.mjs'
import { runQuietly } from './run-quietly.mjs'
import { say } from './say.mjs'

/** Installs what package-lock.json names, unless exactly that is there already. */
export async function ensureDependencies() {
  // The published package has no lockfile: whoever installed it installed its dependencies.
  if (!existsSync(join(root, 'package-lock.json')) || dependenciesAreInstalled()) return
  say('npm ci: installing dependencies, about 20 s')
  const [command, ...args] = npm()
  const seconds = await runQuietly('npm ci', command, [...args, 'ci'], { cwd: root })
  say(`npm ci: done in ${seconds} s`)
}

/** npm keeps a lockfile of what it installed; an optional package of another platform is not in it. */
function dependenciesAreInstalled() {
  const wanted = readPackages(join(root, 'package-lock.json'))
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'))
  return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
    const there = installed[path]
    if (there) return there.version === version && there.integrity === integrity
    return path === '' || (optional && path !== `node_modules/${node24Package}`)
  })
}

function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {}
}

/** The npm that started us, else the one on PATH. */
function npm() {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) return [process.execPath, script]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm']
}
