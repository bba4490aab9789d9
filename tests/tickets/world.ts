import { openConversation } from '../../src/conversations/index.ts'
import type { Database } from '../../src/db/index.ts'
import { type Desk, loadDesk } from '../../src/desk/index.ts'
import { SENTENCE_KINDS, type TicketDraft } from '../../src/tickets/draft/types.ts'
import {
  readTicketOf,
  type StoredDraft,
  storeDraft,
  type TicketRow,
} from '../../src/tickets/review/index.ts'

export const T0 = new Date('2026-11-22T02:00:00Z')
export const at = (minutes: number): Date => new Date(T0.getTime() + minutes * 60_000)

export const ANA = { id: 'agent:ana', role: 'agent' }
export const BEN = { id: 'agent:ben', role: 'agent' }
export const LIN = { id: 'lead:lin', role: 'lead' }

export const PHONE = '13812345678'

/** The sample desk, with an endpoint for payments and one for all others. */
export async function makeTicketDesk(url = 'https://tickets.example/hook'): Promise<Desk> {
  const { desk } = await loadDesk('knowledge')
  const endpoint = { id: 'service', url, secretEnv: 'SIDECUE_HOOK_SERVICE', departments: null }
  return { ...desk, dispatch: { ...desk.dispatch, endpoints: [endpoint] } }
}

/** A draft with everything that a fault report needs, or what is given instead. */
export function makeDraft(
  desk: Desk,
  more: Partial<TicketDraft> = {},
  values: Record<string, string> = {},
): TicketDraft {
  const type = desk.taxonomy.types.find(({ id }) => id === (more.type ?? 'complaint'))!
  const fields = type.requires
    .filter(({ field }) => field !== 'module')
    .map(({ field, values: allowed }, index) => {
      const isPersonal = field === 'contact' || field === 'customer_name'
      const value =
        values[field] ?? (field === 'contact' ? '138****5678' : (allowed?.[0] ?? `值${index}`))
      return { field, value, evidence: [index + 1], confidence: 0.9, isPersonal }
    })
  const module = desk.taxonomy.modules[0]!
  return {
    lang: 'zh-Hans',
    type: type.id,
    module: module.id,
    department: module.department,
    urgency: desk.taxonomy.urgencies[1]!.id,
    priority: desk.taxonomy.priorities[1]!.id,
    sentiment: 'negative',
    fields,
    personal: { contact: values.contact ?? PHONE, customer_name: '王小明' },
    missing: [],
    summary: [
      { kind: 'problem', text: '客户充值后未到账。', evidence: [1, 3], due: null },
      {
        kind: 'promise',
        text: '客服承诺24小时内回复。',
        evidence: [6],
        due: at(24 * 60).toISOString(),
      },
    ],
    summaryText: '',
    keyTurns: { problem: [1], solution: [4] },
    throughSeq: 6,
    ...more,
  }
}

export const KINDS = SENTENCE_KINDS

/** Opens a conversation; returns its id. */
export async function talk(db: Database, openedBy = 'service:crm'): Promise<string> {
  const { id } = await db.write('app', (sql) =>
    openConversation(sql, { channel: 'chat', lang: 'zh-Hans', openedBy, now: T0 }),
  )
  return id
}

/** Takes a draft of some version of a conversation in. */
export function take(
  db: Database,
  desk: Desk,
  conversation: string,
  draft: TicketDraft,
  { version = 1, now = T0 } = {},
): Promise<StoredDraft> {
  return db.write('app', (sql) =>
    storeDraft(sql, desk, { conversation, version, draft, triage: null, now }),
  )
}

/** A ticket in state `draft`. */
export async function drafted(
  db: Database,
  desk: Desk,
  draft = makeDraft(desk),
  openedBy?: string,
): Promise<TicketRow> {
  const conversation = await talk(db, openedBy)
  await take(db, desk, conversation, draft)
  return (await ticketOf(db, conversation))!
}

export function ticketOf(db: Database, conversation: string): Promise<TicketRow | undefined> {
  return db.read('app', (sql) => readTicketOf(sql, conversation))
}

/** What was told in a conversation, oldest first. */
export async function told(db: Database, conversation: string) {
  return db.read(
    'app',
    (sql) => sql<{ id: number; kind: string; data: Record<string, unknown> }[]>`
      select id, kind, payload as data from app.event where conversation = ${conversation} order by id
    `,
  )
}
