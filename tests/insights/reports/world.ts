import type { Channel } from '../../../src/conversations/index.ts'
import type { Database } from '../../../src/db/index.ts'
import type { Lang } from '../../../src/text/types.ts'

export type Spoken = {
  speaker: 'customer' | 'agent' | 'system'
  /** Seconds after the conversation was opened. */
  said?: number
  received: number
  text?: string
  final?: boolean
}

export type Talk = {
  id: string
  at: string
  channel?: Channel
  lang?: Lang | null
  turns?: Spoken[]
  /** Seconds after it was opened. */
  closed?: number
  type?: string
  module?: string
}

const after = (at: string, seconds: number) => new Date(Date.parse(at) + seconds * 1_000)

/** Puts a conversation with its turns and its class where the program would have put them. */
export async function putTalk(db: Database, talk: Talk): Promise<void> {
  const { id, at, channel = 'chat', lang = null, turns = [], closed } = talk
  await db.write('app', async (sql) => {
    await sql`
      insert into app.conversation (id, channel, lang, opened_by, opened_at, closed_at, version, turn_count)
      values (${id}, ${channel}, ${lang}, 'agent:demo', ${new Date(at)},
        ${closed === undefined ? null : after(at, closed)}, ${turns.length + 1}, ${turns.length})
    `
    for (const [n, turn] of turns.entries())
      await sql`
        insert into app.turn (conversation, seq, speaker, text, final, rev, said_at, received_at, acts)
        values (${id}, ${n + 1}, ${turn.speaker}, ${turn.text ?? '充值没到账'}, ${turn.final ?? true}, 0,
          ${turn.said === undefined ? null : after(at, turn.said)}, ${after(at, turn.received)}, '{}')
      `
    if (talk.type !== undefined || talk.module !== undefined)
      await sql`
        insert into app.classification (conversation, version, body, at)
        values (${id}, 1, ${sql.json({ type: { value: talk.type ?? 'unknown' }, module: { value: talk.module ?? 'unknown' } } as never)},
          ${new Date(at)})
      `
  })
}

export type Suggested = {
  id: string
  conversation: string
  forTurn: number
  at: string
  outcome: string
  text?: string
  feedback?: { verdict: string; finalText?: string }[]
}

export async function putSuggested(db: Database, made: Suggested): Promise<void> {
  const { id, conversation, forTurn, at, outcome, text = '', feedback = [] } = made
  await db.write('app', async (sql) => {
    await sql`
      insert into app.suggestion (id, conversation, for_turn, version, body, created_at)
      values (${id}, ${conversation}, ${forTurn}, 1, ${sql.json({ outcome, text } as never)}, ${new Date(at)})
    `
    for (const [n, { verdict, finalText }] of feedback.entries())
      await sql`
        insert into app.feedback (id, suggestion, given_by, verdict, reason, final_text, at)
        values (${`${id}-${n}`}, ${id}, 'agent:demo', ${verdict}, null, ${finalText ?? null}, ${after(at, n)})
      `
  })
}
