import { parseArgs } from 'node:util'
import { DefaultLogger, Runtime } from '@temporalio/worker'
import { caseCost } from './case-cost/case-cost.ts'
import { intake } from './intake/intake.ts'
import { type Bench, documentOf, type Measured, type Place } from './measured.ts'
import { printTable } from './print-table.ts'
import { patchedToRelease } from './reaction/patched-to-release.ts'
import { trapToDeploy } from './reaction/trap-to-deploy.ts'
import { startServers } from './start-servers.ts'

const benches: Bench[] = [trapToDeploy, patchedToRelease, intake, caseCost]
const usage = `usage: npm run bench -- [--json] [name ...]; names: ${benches.flatMap(({ names }) => names).join(', ')}`

/** Talk, on stderr: with --json there is one document on stdout and nothing else. */
const say = (line: string) => void process.stderr.write(`  ${line}\n`)

function chosen(names: string[]): Bench[] {
  const all = benches.flatMap((bench) => bench.names)
  const unknown = names.filter((name) => !all.includes(name))
  if (unknown.length > 0) throw new Error(`no benchmark is called ${unknown.join(', ')}\n${usage}`)
  return benches.filter((bench) => names.length === 0 || bench.names.some((name) => names.includes(name)))
}

async function measure(some: Bench[]): Promise<Measured[]> {
  await using running = new AsyncDisposableStack()
  const place: Place = await startServers(say, running)
  const measured: Measured[] = []
  for (const bench of some) measured.push(...(await bench.run(place)))
  return measured
}

const { values, positionals } = parseArgs({ options: { json: { type: 'boolean' } }, allowPositionals: true })
Runtime.install({ logger: new DefaultLogger('ERROR') })
try {
  const measured = await measure(chosen(positionals))
  if (values.json) console.log(JSON.stringify(documentOf(measured), null, 2))
  else printTable(measured)
} catch (error) {
  say((error as Error).message)
  process.exitCode = 1
}
