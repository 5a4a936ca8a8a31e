import express, { type Request, type Response } from 'express'
import { orderBody } from '../../activities/deploy/http-contract.ts'
import type { JobBook } from './job-book.ts'
import { installOn, type ManagedHost, stateOf } from './managed-host.ts'
import type { PatchToolOptions } from './start-patch-tool.ts'

interface Tool extends Pick<PatchToolOptions, 'token' | 'hosts' | 'reachable'> {
  jobs: JobBook
  installs: string[]
  orders: string[]
}

interface KnownOrder {
  hostname: string
  host: ManagedHost
  updates: string[]
}

/** The tool's side of activities/deploy/http-contract.ts. */
export function patchToolRoutes(tool: Tool) {
  return express
    .Router()
    .use((request, response, next) => {
      if (request.get('authorization') === `Bearer ${tool.token}`) return next()
      response.status(401).json({ title: 'wrong token' })
    })
    .use(express.json())
    .post('/install', (request, response) => forKnownHost(tool, request, response, install))
    .post('/live-check', (request, response) => forKnownHost(tool, request, response, liveCheck))
    .get('/jobs/:key', (request, response) => job(tool, request, response))
}

type Handler = (tool: Tool, order: KnownOrder, request: Request, response: Response) => void

async function forKnownHost(
  tool: Tool,
  request: Request,
  response: Response,
  handle: Handler,
): Promise<void> {
  const order = orderBody.safeParse(request.body)
  if (!order.success) return void response.status(400).json({ title: order.error.message })
  const { hostname } = order.data.host
  const host = tool.hosts.get(hostname)
  if (host === undefined) return void response.status(404).json({ title: `unknown host ${hostname}` })
  if (!(await tool.reachable(hostname))) return void response.json(unreachable)
  handle(tool, { hostname, host, updates: order.data.updates }, request, response)
}

function install(tool: Tool, { hostname, host }: KnownOrder, request: Request, response: Response): void {
  const key = request.get('idempotency-key')
  if (key === undefined) return void response.status(400).json({ title: 'Idempotency-Key is missing' })
  tool.orders.push(key)
  if (!tool.jobs.has(key)) {
    tool.installs.push(hostname)
    tool.jobs.begin(key, async () => ((await tool.reachable(hostname)) ? installOn(host) : unreachable))
  }
  response
    .status(202)
    .location(`/jobs/${encodeURIComponent(key)}`)
    .json({})
}

function job({ jobs }: Tool, request: Request<{ key: string }>, response: Response): void {
  const found = jobs.look(request.params.key)
  if (found === undefined) return void response.status(404).json({ title: 'unknown job' })
  if (found === 'running') return void response.status(202).json({})
  response.json(found)
}

function liveCheck(_tool: Tool, { host, updates }: KnownOrder, _request: Request, response: Response): void {
  const states = updates.map((update_id) => ({ update_id, state: stateOf(host, update_id) }))
  response.json({ outcome: 'checked', states })
}

const unreachable = { outcome: 'unreachable', detail: 'no agent answers' }
