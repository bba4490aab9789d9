import { createRoute } from '@hono/zod-openapi'
import { AppError } from '../../errors.ts'
import {
  acceptProposal,
  listProposals,
  type Proposal,
  readLearning,
  rejectProposal,
  undoDecision,
} from '../../insights/learn/index.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import type { Caller } from '../callers.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { writeOnce } from '../idempotency.ts'
import {
  Decided,
  Learning,
  NewDecision,
  ProposalList,
  ProposalPath,
  ProposalQuery,
} from '../schemas/learning.ts'
import { json, jsonBody, problems } from './responses.ts'

const TAGS = ['knowledge']

const list = createRoute({
  method: 'get',
  path: '/v1/knowledge/asks',
  tags: TAGS,
  summary: 'Questions that articles should list, or not be used for: for editors',
  request: { query: ProposalQuery },
  responses: { 200: json(ProposalList, 'One page.'), ...problems() },
})

const decide = createRoute({
  method: 'post',
  path: '/v1/knowledge/asks/{id}/decision',
  tags: TAGS,
  summary: 'Writes the line into the article, or puts the proposal away: for editors',
  request: { params: ProposalPath, body: jsonBody(NewDecision) },
  responses: { 201: json(Decided, 'Decided.'), ...problems(404, 409, 413) },
})

const undo = createRoute({
  method: 'delete',
  path: '/v1/knowledge/asks/{id}/decision',
  tags: TAGS,
  summary: 'Takes the decision back, and the line out of the article: for editors',
  request: { params: ProposalPath },
  responses: { 200: json(Decided, 'Open again.'), ...problems(404, 409) },
})

const learning = createRoute({
  method: 'get',
  path: '/v1/knowledge/learning',
  tags: TAGS,
  summary: 'How feedback moves articles in the ranking, and what it was computed from: for editors',
  responses: { 200: json(Learning, 'The last computation.'), ...problems() },
})

export function learningRoutes(deps: AppDeps) {
  return createRoutes()
    .openapi(list, async (c) => {
      refuseOthers(c.get('caller'))
      const { state, kind, article, limit, cursor } = c.req.valid('query')
      const all = await listProposals(deps.db, { states: [state], kind, article })
      const rest = all.slice(cursor === undefined ? 0 : beginningAfter(all, readCursor(cursor)))
      const proposals = rest.slice(0, limit)
      const last = rest.length > limit ? proposals.at(-1) : undefined
      return c.json({ proposals, next: last ? writeCursor(placeOf(last)) : null }, 200)
    })
    .openapi(decide, async (c) => {
      const caller = c.get('caller')
      refuseOthers(caller)
      const { decision, text, why } = c.req.valid('json')
      const { id } = c.req.valid('param')
      const by = { by: caller.id, now: deps.clock.now() }
      const decided = await settle(
        decision === 'accept'
          ? acceptProposal(deps, id, { text, why }, by)
          : rejectProposal(deps, id, by),
      )
      // A file is written, so not in a transaction: under its key a repeated request finds what the first was answered.
      const { written } = await writeOnce(c, deps.db, by.now, async () => ({
        status: 201,
        body: decided(),
      }))
      return c.json(written.body, 201)
    })
    .openapi(undo, async (c) => {
      const caller = c.get('caller')
      refuseOthers(caller)
      const by = { by: caller.id, now: deps.clock.now() }
      return c.json(await undoDecision(deps, c.req.valid('param').id, by), 200)
    })
    .openapi(learning, async (c) => {
      refuseOthers(c.get('caller'))
      const { rerank } = deps.desk.learning
      return c.json({ rerank, ...(await readLearning(deps.db)) }, 200)
    })
}

/** Said before anything is looked up: known and unknown ids get the same. */
function refuseOthers({ role }: Caller): void {
  if (role === 'editor') return
  throw new AppError('FORBIDDEN', 'What was learned from feedback is for editors.', {
    hint: 'Ask with the key of an editor.',
  })
}

/** The list is in the order of its counts: a place in it is a count and an id. */
function placeOf({ conversations, id }: Proposal): string {
  return `${conversations} ${id}`
}

function beginningAfter(all: readonly Proposal[], place: string): number {
  const [count = '', id = ''] = place.split(' ')
  const at = all.findIndex(
    (one) =>
      one.conversations < Number(count) || (one.conversations === Number(count) && one.id > id),
  )
  return at < 0 ? all.length : at
}

/** What became of it, to be taken later: returned or thrown. */
async function settle<T>(work: Promise<T>): Promise<() => T> {
  try {
    const value = await work
    return () => value
  } catch (error) {
    return () => {
      throw error
    }
  }
}
