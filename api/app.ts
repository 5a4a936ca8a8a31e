import express, { type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import { authenticate } from './auth.ts'
import { health } from './health.ts'
import { openapi } from './openapi.ts'
import { ownerPage } from './owner-page/owner-page.ts'
import { notFoundHandler, problemHandler } from './problem.ts'
import { type AnyRoute, serve } from './route.ts'
import { routes } from './routes.ts'
import type { Services } from './services.ts'

/** A command or a decision is small; only reports and inventories are not. */
const jsonLimit = '64kb'
/** One million rows of a report come to about 100 MB. */
const uploadLimit = '200mb'

const requestId: RequestHandler = (_request, response, next) => {
  response.set({ 'X-Request-Id': crypto.randomUUID(), 'Cache-Control': 'no-store' })
  next()
}

/** No script, style or frame from anywhere: the API answers data, and the owner's page is plain HTML. */
const headers = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
})

const bodyParser = ({ upload }: AnyRoute): RequestHandler =>
  upload
    ? express.raw({ type: () => true, limit: uploadLimit })
    : express.json({ limit: jsonLimit, strict: true })

function apiRouter(services: Services) {
  const router = express.Router({ caseSensitive: true })
  const description = openapi(routes)
  router.get('/openapi.json', (_request, response) => {
    response.json(description)
  })
  router.use(authenticate(services.db))
  for (const spec of routes) {
    router[spec.method](spec.path, bodyParser(spec))
    serve(router, services, spec)
  }
  return router
}

/** Builds the API; nothing listens yet. */
export function buildApp(services: Services): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.use(headers, requestId)
  app.use(health(services))
  app.use(ownerPage(services))
  app.use('/api/v1', apiRouter(services))
  app.use(notFoundHandler)
  app.use(problemHandler(services.log))
  return app
}
