import { MongoBinary } from 'mongodb-memory-server-core'

const [downloadDir] = process.argv.slice(2)
if (!downloadDir) throw new Error('the directory to download into is missing')
try {
  await MongoBinary.getPath({ downloadDir })
} catch (fault) {
  console.error(fault instanceof Error ? fault.message.replaceAll('\n', ' ') : fault)
  process.exitCode = 1
}
