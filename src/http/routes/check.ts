import { createRoute } from '@hono/zod-openapi'
import {
  addOverride,
  type DraftCheck,
  putDraftCheck,
  readConversation,
  readDraftCheck,
  readOverrides,
  readTurns,
} from '../../conversations/index.ts'
import type { Turn } from '../../conversations/types.ts'
import { appendAudit } from '../../copilot/audit.ts'
import { AppError } from '../../errors.ts'
import type { AppDeps, CheckDraft } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import type { Caller } from '../callers.ts'
import { writeOnce } from '../idempotency.ts'
import {
  CheckPath,
  CheckRequest,
  CheckVerdict,
  KeptCheck,
  NewOverride,
  Override,
} from '../schemas/checks.ts'
import { scopeOf } from './conversations.ts'
import { json, jsonBody, problems } from './responses.ts'

/** Earlier turns whose facts count as said; the latest. */
const CHECK_CONTEXT_TURNS = 300

const check = createRoute({
  method: 'post',
  path: '/v1/check',
  tags: ['suggestions'],
  summary: "The check of an agent's own words before they are sent",
  request: { body: jsonBody(CheckRequest) },
  responses: { 200: json(CheckVerdict, 'The verdict.'), ...problems(404, 413) },
})

const read = createRoute({
  method: 'get',
  path: '/v1/check/{id}',
  tags: ['suggestions'],
  summary: 'A verdict that warned or stopped, and who sent the draft nevertheless: for leads',
  request: { params: CheckPath },
  responses: { 200: json(KeptCheck, 'The verdict, without the draft.'), ...problems(404) },
})

const override = createRoute({
  method: 'post',
  path: '/v1/check/{id}/override',
  tags: ['suggestions'],
  summary: 'The draft is sent in spite of its verdict',
  description:
    'A warning may be overridden by whoever asked for the check, a block by leads alone. It is written to the audit.',
  request: { params: CheckPath, body: jsonBody(NewOverride) },
  responses: { 201: json(Override, 'Written down.'), ...problems(404, 409, 413) },
})

export function checkRoutes(deps: AppDeps) {
  return createRoutes()
    .openapi(check, async (c) => {
      const { text, lang, conversation, turns } = c.req.valid('json')
      const caller = c.get('caller')
      const stored = conversation ? await storedTurns(deps, conversation, caller) : []
      const made = await deps.check({ text, lang, turns: [...stored, ...(turns ?? [])] })
      const id = await keepVerdict(deps, made, conversation ?? null, caller)
      return c.json({ ...made, ...(id === null ? {} : { id }) }, 200)
    })
    .openapi(read, async (c) => {
      if (c.get('caller').role !== 'lead') throw onlyForLeads('Verdicts are read by leads.')
      const { id } = c.req.valid('param')
      const kept = await deps.db.read('app', async (sql) => ({
        ...(await readDraftCheck(sql, id, {})),
        overrides: await readOverrides(sql, id),
      }))
      return c.json(kept, 200)
    })
    .openapi(override, async (c) => {
      const { reason, note } = c.req.valid('json')
      const { id } = c.req.valid('param')
      const caller = c.get('caller')
      const now = deps.clock.now()
      const { written } = await writeOnce(c, deps.db, now, async (sql) => {
        const isLead = caller.role === 'lead'
        const { conversation, verdict, rules } = await readDraftCheck(
          sql,
          id,
          isLead ? {} : { by: caller.id },
        )
        if (verdict === 'block' && !isLead) throw onlyForLeads('A block is overridden by leads.')
        const by = caller.id
        const body = await addOverride(sql, id, { by, reason, note: note ?? null, now })
        const entry = { check: id, conversation, by, verdict, rules, reason }
        await appendAudit(sql, { kind: 'override', ...entry })
        return { status: 201, body }
      })
      return c.json(written.body, 201)
    })
}

/** Keeps a verdict that somebody may want to override, and a block in the audit as well. */
async function keepVerdict(
  { db, clock }: AppDeps,
  { verdict, findings }: Awaited<ReturnType<CheckDraft>>,
  conversation: string | null,
  { id: by }: Caller,
): Promise<DraftCheck['id'] | null> {
  if (verdict === 'pass') return null
  const rules = [...new Set(findings.map(({ rule }) => rule))]
  return db.write('app', async (sql) => {
    const now = clock.now()
    const { id } = await putDraftCheck(sql, { conversation, by, verdict, rules, now })
    const entry = { check: id, conversation, by, rules }
    if (verdict === 'block') await appendAudit(sql, { kind: 'draft-blocked', ...entry })
    return id
  })
}

function onlyForLeads(message: string): AppError {
  return new AppError('FORBIDDEN', message, {
    hint: 'Change the draft, or ask your lead: the id of the check is enough.',
  })
}

function storedTurns(deps: AppDeps, id: string, caller: Caller): Promise<Turn[]> {
  return deps.db.read('app', async (sql) => {
    await readConversation(sql, id, scopeOf(caller))
    return readTurns(sql, id, CHECK_CONTEXT_TURNS)
  })
}
