import type { Command } from 'commander'
import { usualBase } from '../../lab/company/paths.ts'
import { say } from '../output.ts'
import { untilStopped } from '../until-stopped.ts'

interface UpOptions {
  lab: string
  data: string
  port: string
  ports: string
  seed: string
}

async function up({ data, port, ports, seed }: UpOptions): Promise<void> {
  const { runUp } = await import('../../lab/up.ts')
  const end = new AbortController()
  void untilStopped().then(() => {
    say('\nstopping; the next start goes on from here')
    end.abort()
  })
  const { signal } = end
  await runUp({
    ...{ dataDirectory: data, apiPort: Number(port), basePort: Number(ports), seed: Number(seed) },
    ...{ signal, say },
  })
}

/** `straggler up`: everything in one terminal, on a lab company. */
export const addUp = (program: Command) =>
  program
    .command('up')
    .summary('start servers, lab, worker and API in one terminal')
    .option('--lab <name>', 'which company to try it on', 'small')
    .option('--data <folder>', 'where everything is kept', '.straggler')
    .option('--port <number>', 'of the API, on loopback', '7373')
    .option('--ports <number>', 'where those of servers and lab begin, on loopback', `${usualBase}`)
    .option('--seed <number>', "decides the lab's hardware addresses", '7')
    .action(up)
