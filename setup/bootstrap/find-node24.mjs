import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const PLATFORM = process.platform === 'win32' ? 'win' : process.platform

/** The optional dependency that brings Node 24 to this platform. */
export const node24Package = `node-${PLATFORM}-${process.arch}`

/** The full path of a Node 24: the one npm brought, else the one that runs us if it is new enough. */
export function findNode24() {
  const brought = broughtByNpm()
  if (brought) return brought
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  throw new Error(
    `Straggler needs Node 24: npm brings none for ${process.platform} on ${process.arch}, and this is ` +
      `${process.version}. Install Node 24 or later from https://nodejs.org and run this again with it.`,
  )
}

function broughtByNpm() {
  try {
    const manifest = createRequire(import.meta.url).resolve(`${node24Package}/package.json`)
    const node = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    return existsSync(node) ? node : undefined
  } catch {
    return undefined
  }
}
