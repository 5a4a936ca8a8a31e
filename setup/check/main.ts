import { styleText } from 'node:util'
import { checkLicences } from './check-licences.ts'
import { checkLinks } from './check-links.ts'
import { runTool } from './run-tool.ts'

/** One check: resolves to a line about what it saw, rejects with every fault. */
type Check = () => Promise<string>

const checks: Record<string, Check> = {
  types: () => runTool('typescript', 'tsc', '--noEmit'),
  style: () => runTool('@biomejs/biome', 'biome', 'check'),
  'unused code': () => runTool('knip', 'knip'),
  links: checkLinks,
  licences: checkLicences,
}

for (const [name, check] of Object.entries(checks)) {
  const began = Date.now()
  const [mark, detail] = await check().then(
    (seen) => [styleText('green', 'ok    '), seen] as const,
    (fault: Error) => [styleText('red', 'failed'), fault.message] as const,
  )
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  console.log(`${mark} ${name} (${seconds} s)${detail && `: ${detail}`}`)
  if (mark.includes('failed')) process.exitCode = 1
}
