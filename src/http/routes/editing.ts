import { createRoute } from '@hono/zod-openapi'
import { watchHidden } from '../../copilot/hidden-watch.ts'
import { findGaps, type Gaps, readSince } from '../../editing/gaps/index.ts'
import {
  type FileFacets,
  listFiles,
  previewArticle,
  readEpoch,
  readFacets,
  readUsage,
} from '../../editing/preview/index.ts'
import { AppError } from '../../errors.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import type { Caller } from '../callers.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import {
  FileList,
  FileQuery,
  GapList,
  GapQuery,
  KnowledgeStatus,
  Preview,
  PreviewPath,
  PreviewQuery,
  Usage,
} from '../schemas/editing.ts'
import { json, problems } from './responses.ts'

const TAGS = ['knowledge']
/** Questions that one request looks through; the command looks through more. */
const MOST_QUESTIONS = 5_000
/** The same list is not made again so soon. */
const FRESH_MS = 30_000
const USAGE_DAYS = 30
const DAY_MS = 24 * 60 * 60 * 1_000

const status = createRoute({
  method: 'get',
  path: '/v1/knowledge/status',
  tags: TAGS,
  summary: 'What became of the files of the knowledge folder: for editors',
  responses: { 200: json(KnowledgeStatus, 'As last indexed.'), ...problems() },
})

const list = createRoute({
  method: 'get',
  path: '/v1/knowledge/articles',
  tags: TAGS,
  summary: 'All files of the knowledge folder, served or not: for editors',
  request: { query: FileQuery },
  responses: { 200: json(FileList, 'One page, by path.'), ...problems() },
})

const preview = createRoute({
  method: 'get',
  path: '/v1/knowledge/articles/{id}',
  tags: TAGS,
  summary: 'One article as a reader gets it, now or at an instant: for editors',
  request: { params: PreviewPath, query: PreviewQuery },
  responses: { 200: json(Preview, 'The article.'), ...problems(404) },
})

const usage = createRoute({
  method: 'get',
  path: '/v1/knowledge/articles/{id}/usage',
  tags: TAGS,
  summary: 'How often an article was told and taken over, and what had been asked: for editors',
  request: { params: PreviewPath },
  responses: { 200: json(Usage, 'The last 30 days.'), ...problems() },
})

const gaps = createRoute({
  method: 'get',
  path: '/v1/knowledge/gaps',
  tags: TAGS,
  summary: 'What customers asked in vain, grouped by what they wanted: for editors',
  request: { query: GapQuery },
  responses: { 200: json(GapList, 'What comes up most, first.'), ...problems() },
})

/** The knowledge editor's view of what is told: everything in the folder, so for editors alone. */
export function editingRoutes(deps: AppDeps) {
  const hidden = watchHidden(deps.db)
  const kept = keepFor<Gaps>(FRESH_MS)
  const facets = keepFor<FileFacets>(FRESH_MS)
  return createRoutes()
    .openapi(status, async (c) => {
      refuseOthers(c.get('caller'))
      const now = deps.clock.now()
      // Asked several times a second by each open page: only what has changed is counted anew.
      const epoch = await deps.db.read('index', readEpoch)
      const told = await facets(String(epoch), now, () => deps.db.read('index', readFacets))
      const names = new Map(deps.desk.taxonomy.modules.map(({ id, name }) => [id, name]))
      const modules = told.modules.map((id) => ({ id, name: { ...names.get(id) } }))
      return c.json({ ...told, modules, now: now.toISOString() }, 200)
    })
    .openapi(list, async (c) => {
      refuseOthers(c.get('caller'))
      const { q, module, owner, audience, outcome, stale, as, at, limit, cursor } =
        c.req.valid('query')
      const rows = await deps.db.read('lead', (sql) =>
        listFiles(sql, {
          text: q ?? null,
          module: module ?? null,
          owner: owner ?? null,
          audience: audience ?? null,
          outcome: outcome ?? null,
          isStale: stale === 'true',
          as: as ?? null,
          at: at === undefined ? null : new Date(at),
          after: cursor === undefined ? null : readCursor(cursor),
          limit: limit + 1,
        }),
      )
      const articles = rows.slice(0, limit)
      const last = rows.length > limit ? articles.at(-1) : undefined
      return c.json({ articles, next: last ? writeCursor(last.path) : null }, 200)
    })
    .openapi(preview, async (c) => {
      refuseOthers(c.get('caller'))
      const { as, at } = c.req.valid('query')
      const { id } = c.req.valid('param')
      const shown = await previewArticle(deps.db, id, {
        as,
        at: at === undefined ? null : new Date(at),
        now: deps.clock.now(),
        knowledgeDir: deps.knowledgeDir,
      })
      return c.json(shown, 200)
    })
    .openapi(usage, async (c) => {
      refuseOthers(c.get('caller'))
      const since = new Date(deps.clock.now().getTime() - USAGE_DAYS * DAY_MS)
      return c.json(await readUsage(deps.db, deps.desk, c.req.valid('param').id, since), 200)
    })
    .openapi(gaps, async (c) => {
      refuseOthers(c.get('caller'))
      const { since, least, limit } = c.req.valid('query')
      const now = deps.clock.now()
      const from = readSince(since, deps.desk.timeZone, now, 'since')
      const found = await kept(`${since} ${least} ${limit}`, now, async () => {
        await hidden.refresh()
        const { db, desk } = deps
        const options = { since: from, least, top: limit, most: MOST_QUESTIONS }
        return findGaps({ db, desk, hidden: hidden.current() }, { ...options, reader: 'editor' })
      })
      return c.json(found, 200)
    })
}

/** Said before anything is looked up: what is there and what is not get the same. */
function refuseOthers({ role }: Caller): void {
  if (role === 'editor') return
  throw new AppError('FORBIDDEN', 'The files of the knowledge base are for editors.', {
    hint: 'Ask with the key of an editor; GET /v1/articles lists what you may read.',
  })
}

/** One making at a time of what is asked for often, kept for a moment; what failed is not kept. */
function keepFor<T>(freshMs: number) {
  const made = new Map<string, { at: number; value: Promise<T> }>()
  return (key: string, now: Date, make: () => Promise<T>): Promise<T> => {
    for (const [old, { at }] of made) if (now.getTime() - at >= freshMs) made.delete(old)
    const known = made.get(key)
    if (known) return known.value
    const value = make()
    made.set(key, { at: now.getTime(), value })
    value.catch(() => made.delete(key))
    return value
  }
}
