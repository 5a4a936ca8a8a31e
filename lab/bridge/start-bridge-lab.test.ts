import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { needsLab } from './lab-missing.ts'
import { ip } from './net-namespace.ts'
import { startBridgeLab } from './start-bridge-lab.ts'

const traces = async (pid: number) =>
  (await ip('netns list')).split('\n').filter((line) => line.startsWith(`straggler-${pid}-`))

describe.skipIf(needsLab())(`the bridge lab (${needsLab() ?? 'real'})`, () => {
  it('leaves nothing behind when it is stopped', async () => {
    const lab = await startBridgeLab({ hosts: [{ name: 'a', mac: '02:00:00:00:00:0a' }] })
    const directory = dirname(lab.secrets.readCommunity.slice('file:'.length))
    const network = lab.broadcast.replace(/255$/, '0/24')
    expect(lab.hosts[0]).toMatchObject({ ifName: 'p1', hostMac: '02:00:00:00:00:0a' })
    expect(readFileSync(join(directory, 'read-community'), 'utf8')).toBe(`${lab.communities.read}\n`)
    await lab.stop()
    expect(await traces(process.pid)).toEqual([])
    expect(existsSync(directory)).toBe(false)
    expect(await ip('route show type unreachable')).not.toContain(network)
    expect(await ip('-br address')).not.toContain(lab.uplink.address)
  })

  it('removes what a killed run has left', async () => {
    const script = `
      import { startBridgeLab } from '${join(import.meta.dirname, 'start-bridge-lab.ts')}'
      const lab = await startBridgeLab({ hosts: [{ name: 'a' }] })
      console.log(lab.address)
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script])
    await once(child.stdout, 'data')
    expect(await traces(child.pid ?? 0)).not.toEqual([])
    child.kill('SIGKILL')
    await once(child, 'exit')
    const lab = await startBridgeLab({ hosts: [] })
    expect(await traces(child.pid ?? 0)).toEqual([])
    await lab.stop()
  })
})
