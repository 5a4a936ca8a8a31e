import { Router } from 'express'
import type { Services } from './services.ts'

const answersWithin = async (limit: number, check: Promise<unknown>): Promise<boolean> => {
  const late = new Promise<false>((resolve) => setTimeout(resolve, limit, false).unref())
  const answered = check.then(
    () => true,
    () => false,
  )
  return Promise.race([answered, late])
}

/** `/healthz`: the process lives. `/readyz`: it can do its work; 503 says which part does not answer. */
export function health({ db, engine }: Services): Router {
  const router = Router()
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' })
  })
  router.get('/readyz', async (_request, response) => {
    const [mongodb, temporal] = await Promise.all([
      answersWithin(2000, db.command({ ping: 1 })),
      answersWithin(2000, engine.ping()),
    ])
    const ready = mongodb && temporal
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', mongodb, temporal })
  })
  return router
}
