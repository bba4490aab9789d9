import { createRoute } from '@hono/zod-openapi'
import { teamCursorNow } from '../../conversations/index.ts'
import { maskText } from '../../copilot/mask-turns.ts'
import type { Desk } from '../../desk/index.ts'
import { AppError } from '../../errors.ts'
import {
  countOpen,
  listOpenConversations,
  type OpenPlace,
  type OpenRow,
} from '../../insights/board/index.ts'
import type { OpenList as OpenListView, OpenConversation as OpenView } from '../api-types.ts'
import type { AppDeps } from '../app-deps.ts'
import { createRoutes } from '../app-env.ts'
import { readCursor, writeCursor } from '../cursors.ts'
import { OpenList, OpenQuery } from '../schemas/board.ts'
import { json, problems } from './responses.ts'
import { teamEventId } from './team-events.ts'

/** What stands for personal data in a masked text. */
const PLACEHOLDER = /⟦[^⟧]{1,40}⟧/gu
/** Characters of the last words on the board. */
const LONGEST = 160

const list = createRoute({
  method: 'get',
  path: '/v1/team/conversations',
  tags: ['team'],
  summary: 'Open conversations, whose customer waits the longest first: for leads',
  description:
    'Those in which nobody waits for the agent come last. To stay up to date follow GET /v1/team/events from `eventsAfter` of the first page.',
  request: { query: OpenQuery },
  responses: { 200: json(OpenList, 'A page of them.'), ...problems() },
})

export function openConversationRoutes({ db, desk, clock }: AppDeps) {
  return createRoutes().openapi(list, async (c) => {
    if (c.get('caller').role !== 'lead') throw onlyForLeads()
    const { channel = null, ids, limit, cursor } = c.req.valid('query')
    const after = cursor === undefined ? null : readPlace(cursor)
    const wanted = ids?.split(',') ?? null
    const filter = { channel, ids: wanted, after, limit: limit + 1 }
    const read = await db.read('app', async (sql) => {
      // First the place in the events: what is written from here on is told there, and perhaps read here as well.
      const place = await teamCursorNow(sql)
      const counted = await countOpen(sql, channel)
      return { place, ...counted, rows: await listOpenConversations(sql, filter) }
    })
    const rows = read.rows.slice(0, limit)
    const last = read.rows.length > limit ? rows.at(-1) : undefined
    return c.json(
      {
        conversations: rows.map(viewOpen),
        next: last ? writePlace(last) : null,
        ...{ open: read.open, waiting: read.waiting, limits: limitsOf(desk) },
        now: clock.now().toISOString(),
        eventsAfter: teamEventId(read.place),
      },
      200,
    )
  })
}

function viewOpen({ lastEvent, lastTurn, droppedAt, openedAt, waitingSince, ...row }: OpenRow) {
  return {
    ...row,
    lang: row.lang as OpenView['lang'],
    status: droppedAt ? ('dropped' as const) : ('open' as const),
    openedAt: openedAt.toISOString(),
    waitingSince: waitingSince?.toISOString() ?? null,
    lastTurn: lastTurn && {
      speaker: lastTurn.speaker,
      text: shorten(maskText(lastTurn.text).replace(PLACEHOLDER, '•••')),
      at: lastTurn.at.toISOString(),
    },
    lastEventId: lastEvent,
  }
}

function limitsOf({ timers: { channels } }: Desk): OpenListView['limits'] {
  const limit = ({ replyMs, replyWarnMs }: Desk['timers']['channels']['chat']) =>
    replyMs === null ? null : { replySeconds: replyMs / 1_000, warnSeconds: replyWarnMs / 1_000 }
  const { hotline, chat, email } = channels
  return { hotline: limit(hotline), chat: limit(chat), email: limit(email) }
}

function shorten(text: string): string {
  const characters = [...text.replace(/\s+/gu, ' ')]
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : text
}

function writePlace({ waitingSince, id }: OpenRow): string {
  return writeCursor(`${waitingSince?.toISOString() ?? '-'} ${id}`)
}

function readPlace(cursor: string): OpenPlace {
  const [, since, id] = /^(-|\d{4}-\d\d-\d\dT[\d:.]+Z) (\S{1,200})$/u.exec(readCursor(cursor)) ?? []
  const at = since === '-' ? null : new Date(since ?? Number.NaN)
  if (id !== undefined && (at === null || !Number.isNaN(at.getTime()))) return { since: at, id }
  throw new AppError('BAD_REQUEST', 'The cursor is not one of this list.', {
    hint: 'Use `next` of the page before unchanged, or leave it out for the first page.',
    place: { field: 'cursor' },
  })
}

function onlyForLeads(): AppError {
  return new AppError('FORBIDDEN', 'The list of open conversations is for leads.', {
    hint: 'Agents read a conversation by its id: GET /v1/conversations/{id}.',
  })
}
