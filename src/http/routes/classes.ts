import { createRoute } from '@hono/zod-openapi'
import { checkOrder, lockConversation, readConversation } from '../../conversations/index.ts'
import type { TransactionSql } from '../../db/index.ts'
import { describeLabel, LABEL_FIELDS, labelsOf } from '../../desk/index.ts'
import { AppError } from '../../errors.ts'
import {
  addCorrection,
  readClass,
  readCorrections,
  readEnds,
  trainingExample,
  undoCorrection,
} from '../../triage/classes/index.ts'
import {
  type ClassField,
  classifiersOf,
  SENTIMENTS,
  type Triage,
  triageTranscript,
} from '../../triage/classifier/index.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import type { Caller } from '../callers.ts'
import { writeOnce } from '../idempotency.ts'
import * as schemas from '../schemas/classes.ts'
import { ConversationPath } from '../schemas/conversations.ts'
import { Transcript } from '../schemas/transcripts.ts'
import { replayHeader, scopeOf } from './conversations.ts'
import { json, jsonBody, problems } from './responses.ts'

const tags = ['classes']
/** Turns in which what was corrected is looked for: from both ends. */
const ENDS = { first: 100, last: 300 }

const classify = createRoute({
  method: 'post',
  path: '/v1/classify',
  tags,
  summary: 'The class of a transcript, nothing stored',
  request: { body: jsonBody(Transcript) },
  responses: { 200: json(schemas.Triage, 'Type, module, urgency and the rest.'), ...problems(413) },
})

const read = createRoute({
  method: 'get',
  path: '/v1/conversations/{id}/class',
  tags,
  summary: 'What a conversation is about as far as it has come, and who corrected it',
  request: { params: ConversationPath },
  responses: { 200: json(schemas.ClassView, 'The class.'), ...problems(404) },
})

const correct = createRoute({
  method: 'post',
  path: '/v1/conversations/{id}/class',
  tags,
  summary: 'Confirm or correct one field: for agents and leads',
  description:
    'It counts for this conversation at once, and is learned from, without personal data, from the next conversation on.',
  request: { params: ConversationPath, body: jsonBody(schemas.NewCorrection) },
  responses: { 201: json(schemas.Correction, 'Kept.'), ...problems(404, 409) },
})

const undo = createRoute({
  method: 'delete',
  path: '/v1/conversations/{id}/class/{correction}',
  tags,
  summary: 'Take a correction back; taken back twice it stays so',
  request: { params: schemas.CorrectionPath },
  responses: { 200: json(schemas.Correction, 'Taken back.'), ...problems(404) },
})

export function classRoutes(deps: AppDeps) {
  const { db, desk, clock } = deps
  return createRoutes()
    .openapi(classify, async (c) => {
      const transcript = c.req.valid('json')
      checkOrder(transcript.turns)
      await deps.classes?.ready
      const classifiers = deps.classes?.classifiers() ?? classifiersOf(desk)
      return c.json(triageTranscript(transcript, desk, { classifiers }), 200)
    })
    .openapi(read, async (c) => {
      const { id } = c.req.valid('param')
      const view = await db.read('app', async (sql) => {
        await readConversation(sql, id, scopeOf(c.get('caller')))
        const kept = await readClass(sql, id)
        const corrections = await readCorrections(sql, id)
        return { kept, corrections }
      })
      const { kept, corrections } = view
      const triage = kept?.triage ?? null
      const labels = labelNames(deps, triage)
      return c.json(
        { conversation: id, class: triage, at: kept?.at ?? null, labels, corrections },
        200,
      )
    })
    .openapi(correct, async (c) => {
      const caller = c.get('caller')
      refuseOthers(caller)
      const { id } = c.req.valid('param')
      const { field, value, turns } = c.req.valid('json')
      refuseUnknown(deps, field, value)
      const now = clock.now()
      const { written, isReplay } = await writeOnce(c, db, now, async (sql) => {
        await lockConversation(sql, id, scopeOf(caller))
        const found = (await readClass(sql, id))?.triage[field] ?? null
        const example = await exampleOf(sql, id, turns ?? found?.turns ?? [])
        const made = { conversation: id, field, value, said: found?.value ?? null }
        const body = await addCorrection(sql, { ...made, example, by: caller.id, now })
        return { status: 201, body }
      })
      afterwards(deps, id)
      return c.json(written.body, 201, replayHeader(isReplay))
    })
    .openapi(undo, async (c) => {
      const caller = c.get('caller')
      refuseOthers(caller)
      const { id, correction } = c.req.valid('param')
      const taken = { conversation: id, id: correction, by: caller.id, now: clock.now() }
      const body = await db.write('app', async (sql) => {
        await lockConversation(sql, id, scopeOf(caller))
        return undoCorrection(sql, taken)
      })
      afterwards(deps, id)
      return c.json(body, 200)
    })
}

/** The conversation's own class at once, what is learned of it as soon as it is trained. */
function afterwards({ classes, draftTicket, log }: AppDeps, id: string): void {
  const failed = (error: unknown) =>
    log.warn({ name: error instanceof Error ? error.name : 'unknown' }, 'class-not-updated')
  classes
    ?.classifyNow(id)
    // What was decided of the conversation is what its ticket goes by.
    .then(() => draftTicket(id))
    .catch(failed)
  classes?.learn().catch(failed)
}

async function exampleOf(sql: TransactionSql, id: string, rests: readonly number[]) {
  return trainingExample(await readEnds(sql, id, ENDS), rests)
}

function labelNames({ desk }: AppDeps, triage: Triage | null) {
  return LABEL_FIELDS.flatMap((field) => {
    const value = triage?.[field]?.value
    if (value === undefined || value === 'unknown') return []
    return [{ field, ...describeLabel(desk.taxonomy, field, value) }]
  })
}

function refuseOthers({ role }: Caller): void {
  if (role === 'agent' || role === 'lead') return
  throw new AppError('FORBIDDEN', 'Classes are corrected by agents and leads.', {
    hint: 'Use the key of an agent or a lead.',
  })
}

function refuseUnknown({ desk }: AppDeps, field: ClassField, value: string): void {
  const allowed = field === 'sentiment' ? [...SENTIMENTS] : labelsOf(desk.taxonomy, field)
  if (allowed.includes(value)) return
  throw new AppError('BAD_REQUEST', `The value is no ${field} of this desk.`, {
    place: { field: 'value' },
    hint: `There are: ${allowed.join(', ')}.`,
  })
}
