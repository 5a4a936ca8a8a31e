import { execFile } from 'node:child_process'
import { access, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'

const run = promisify(execFile)
let project: string

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'dependencies-'))
  await cp(fileURLToPath(new URL('.', import.meta.url)), join(project, 'setup', 'bootstrap'), {
    recursive: true,
  })
  await mkdir(join(project, 'dependency'))
  await lock('1.0.0')
})

afterEach(() => rm(project, { recursive: true }))

/** A lockfile that names this version of a packed dependency. */
async function lock(version: string): Promise<void> {
  await writeJson('dependency/package.json', { name: 'dependency', version })
  await run('npm', ['pack', './dependency'], { cwd: project })
  await writeJson('package.json', { dependencies: { dependency: `file:dependency-${version}.tgz` } })
  await run('npm', ['install', '--package-lock-only', '--offline'], { cwd: project })
}

function writeJson(file: string, content: unknown): Promise<void> {
  return writeFile(join(project, file), JSON.stringify(content))
}

/** What it prints; nothing when there was nothing to do. */
async function ensure(): Promise<string> {
  const script =
    "import { ensureDependencies } from './setup/bootstrap/ensure-dependencies.mjs'; await ensureDependencies()"
  const { stderr } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: project })
  return stderr
}

test('dependencies are installed once', async () => {
  expect(await ensure()).toContain('npm ci: done')
  await access(join(project, 'node_modules', 'dependency', 'package.json'))
  expect(await ensure()).toBe('')
})

test('another version in the lockfile is installed anew', async () => {
  await ensure()
  const installed = join(project, 'node_modules', '.package-lock.json')
  const before = await readFile(installed)
  await lock('1.1.0')
  // npm notes the new version as installed although it installed nothing; a git pull does not.
  await writeFile(installed, before)
  expect(await ensure()).toContain('npm ci: done')
})

test('an install that fails shows what npm said', async () => {
  await writeJson('package.json', { dependencies: { dependency: 'file:gone.tgz' } })
  await expect(ensure()).rejects.toThrow(/npm ci ended with \d+:.*npm error.*gone.tgz/s)
})
