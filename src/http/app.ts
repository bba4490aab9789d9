import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { AppError } from '../errors.ts'
import type { AppDeps } from './app-deps.ts'
import { type AppEnv, createRoutes } from './app-env.ts'
import { identifyCaller } from './callers.ts'
import { refuseForeignNames, refuseForeignPages, refuseNulInUrl } from './guard-origin.ts'
import { answerProblem } from './problems.ts'
import { measured } from './request-metrics.ts'
import { newRequestId, responseHeaders } from './response-headers.ts'
import { checkRoutes } from './routes/check.ts'
import { classRoutes } from './routes/classes.ts'
import { conversationChangeRoutes } from './routes/conversation-changes.ts'
import { conversationRoutes } from './routes/conversations.ts'
import { dispatchRoutes } from './routes/dispatches.ts'
import { docsRoutes } from './routes/docs.ts'
import { editingRoutes } from './routes/editing.ts'
import { elapseRoutes } from './routes/elapse.ts'
import { embedRoutes } from './routes/embed.ts'
import { eventRoutes } from './routes/events.ts'
import { followUpRoutes } from './routes/follow-ups.ts'
import { guideRoutes } from './routes/guide.ts'
import { handoverRoutes } from './routes/handovers.ts'
import { incidentRoutes } from './routes/incidents.ts'
import { knowledgeRoutes } from './routes/knowledge.ts'
import { leadNoteRoutes } from './routes/lead-notes.ts'
import { learningRoutes } from './routes/learning.ts'
import { metricsRoutes } from './routes/metrics.ts'
import { openConversationRoutes } from './routes/open-conversations.ts'
import { panelRoutes } from './routes/panel.ts'
import { reportRoutes } from './routes/reports.ts'
import { sampleRoutes } from './routes/samples.ts'
import { healthRoutes, serviceRoutes } from './routes/service.ts'
import { speechStreamRoutes } from './routes/speech-stream.ts'
import { suggestionRoutes } from './routes/suggestions.ts'
import { summarizeRoutes } from './routes/summarize.ts'
import { teamEventRoutes } from './routes/team-events.ts'
import { ticketReviewRoutes } from './routes/ticket-review.ts'
import { ticketRoutes } from './routes/tickets.ts'
import { turnRoutes } from './routes/turns.ts'
import { warningRoutes } from './routes/warnings.ts'
import { TimerDue } from './schemas/guide.ts'
import { Turn } from './schemas/transcripts.ts'
import { authorizationOf } from './speech/subprotocol.ts'
import { strictJson } from './strict-json.ts'

/** The API and the panel as one Hono app; `app.request()` is enough to test it. */
export function createApp(deps: AppDeps) {
  const app = createRoutes()
  app.onError(answerProblem)
  app.notFound((c) => answerProblem(noSuchAddress(), c))

  app.use(responseHeaders, measured, logged(deps), refuseNulInUrl)
  if (deps.access.isDemo) app.use(refuseForeignNames)
  app.use('/v1/*', refuseForeignPages, authenticated(deps), strictJson)
  for (const path of TELLING) app.use(path, refuseWhileHeld(deps))

  app.openAPIRegistry.register('Turn', Turn)
  app.openAPIRegistry.register('TimerDue', TimerDue)
  app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
  })
  const withRoutes = app
    .route('/', healthRoutes(deps))
    .route('/', serviceRoutes(deps))
    .route('/', conversationRoutes(deps))
    .route('/', embedRoutes(deps))
    .route('/', turnRoutes(deps))
    .route('/', guideRoutes(deps))
    .route('/', conversationChangeRoutes(deps))
    .route('/', classRoutes(deps))
    .route('/', eventRoutes(deps))
    .route('/', speechStreamRoutes(deps))
    .route('/', teamEventRoutes(deps))
    .route('/', openConversationRoutes(deps))
    .route('/', leadNoteRoutes(deps))
    .route('/', elapseRoutes(deps))
    .route('/', warningRoutes(deps))
    .route('/', incidentRoutes(deps))
    .route('/', reportRoutes(deps))
    .route('/', suggestionRoutes(deps))
    .route('/', checkRoutes(deps))
    .route('/', summarizeRoutes(deps))
    .route('/', ticketRoutes(deps))
    .route('/', ticketReviewRoutes(deps))
    .route('/', followUpRoutes(deps))
    .route('/', dispatchRoutes(deps))
    .route('/', handoverRoutes(deps))
    .route('/', knowledgeRoutes(deps))
    .route('/', learningRoutes(deps))
    .route('/', editingRoutes(deps))
    .route('/', sampleRoutes(deps))
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Sidecue',
      version: deps.version,
      description:
        'Knowledge base and agent copilot for support desks. Errors are RFC 9457 problem details.',
    },
    security: [{ key: [] }],
  })
  app.route('/', docsRoutes())
  app.route('/', metricsRoutes(deps))
  app.route('/', panelRoutes(deps))
  return withRoutes
}

/** What answers from the knowledge base. */
const TELLING = [
  '/v1/search',
  '/v1/articles',
  '/v1/articles/*',
  '/v1/suggest',
  '/v1/conversations/:id/suggest',
  '/v1/check',
  '/v1/knowledge/articles',
  '/v1/knowledge/articles/*',
]

function refuseWhileHeld({ knowledge }: AppDeps) {
  return createMiddleware<AppEnv>(async (_, next) => {
    if (knowledge() === 'held') throw nothingTold()
    await next()
  })
}

function nothingTold(): AppError {
  return new AppError('NOT_READY', 'Nothing is told from the knowledge base at the moment.', {
    hint: 'Whoever runs this server finds the reason in its log.',
  })
}

function logged(deps: AppDeps) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const started = performance.now()
    c.set('requestId', newRequestId())
    c.set('log', deps.log)
    await next()
    const ms = Math.round(performance.now() - started)
    const { method, routePath } = c.req
    const line = {
      requestId: c.get('requestId'),
      method,
      route: routePath,
      status: c.res.status,
      ms,
    }
    deps.log.info(line, 'request')
  })
}

function authenticated(deps: AppDeps) {
  return createMiddleware<AppEnv>(async (c, next) => {
    const authorization = c.req.header('authorization') ?? offeredKey(c)
    c.set('caller', identifyCaller(deps.access, authorization))
    await next()
  })
}

/** Only a WebSocket offers protocols. */
function offeredKey(c: Context<AppEnv>): string | undefined {
  return c.env?.accept && authorizationOf(c.req.header('sec-websocket-protocol'))
}

function noSuchAddress(): AppError {
  return new AppError('NOT_FOUND', 'No such address.', { hint: '/docs lists what there is.' })
}
