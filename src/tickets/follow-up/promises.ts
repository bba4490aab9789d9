import { addEvents, type NewEvent } from '../../conversations/index.ts'
import type { TransactionSql } from '../../db/index.ts'
import type { Desk } from '../../desk/types.ts'
import type { TicketDraft } from '../draft/types.ts'
import { addFollowUp, type FollowUp, followUpChanged } from './follow-up-rows.ts'

const HOUR_MS = 60 * 60 * 1_000

export type Promised = { source: string; note: string; evidence: number[]; due: Date | null }

/** The promises of a draft. One is the same as long as it rests on the same first turn and is the same of those. */
export function promisesOf({ summary }: Pick<TicketDraft, 'summary'>): Promised[] {
  const counts = new Map<number, number>()
  return summary
    .filter(({ kind }) => kind === 'promise')
    .map(({ text, evidence, due }) => {
      const seq = evidence[0] ?? 0
      const count = (counts.get(seq) ?? 0) + 1
      counts.set(seq, count)
      const source = `promise:${seq}${count > 1 ? `.${count}` : ''}`
      return { source, note: text, evidence, due: due === null ? null : new Date(due) }
    })
}

type Kept = Pick<FollowUp, 'id' | 'kind' | 'state' | 'note' | 'dueAt'> & {
  source: string
  isDueSaid: boolean
}

/**
 * Keeps a reminder for each promise of a draft: a new one is added, one that nobody has taken follows what the draft
 * says now, and one that was not promised after all is cancelled. Returns the number of the last event.
 */
export async function keepPromises(
  sql: TransactionSql,
  { dispatch }: Pick<Desk, 'dispatch'>,
  made: { conversation: { id: string; lastEvent: number }; draft: TicketDraft; now: Date },
): Promise<number> {
  const { conversation, draft, now } = made
  const promised = promisesOf(draft)
  const kept = await sql<Kept[]>`
    select id, kind, state, note, due_at as "dueAt", source, is_due_said as "isDueSaid"
    from app.follow_up
    where conversation = ${conversation.id} and kind = 'promise'
  `
  const events: NewEvent[] = []
  for (const { source, note, evidence, due } of promised) {
    const before = kept.find((one) => one.source === source)
    const unsaid = new Date(now.getTime() + dispatch.promiseHours * HOUR_MS)
    if (before === undefined) {
      const dueAt = due ?? unsaid
      const made = { conversation: conversation.id, source, note, evidence, dueAt }
      const isDueSaid = due !== null
      const added = await addFollowUp(sql, { ...made, kind: 'promise', isDueSaid }, now)
      if (added) events.push(followUpChanged(added))
    } else if (before.state === 'open' || before.state === 'cancelled') {
      const dueAt = due ?? (before.isDueSaid ? unsaid : before.dueAt)
      if (before.state === 'open' && before.note === note && +before.dueAt === +dueAt) continue
      const isMoved = +before.dueAt !== +dueAt
      await sql`
        update app.follow_up
        set state = 'open', note = ${note}, evidence = ${evidence}::int[], due_at = ${dueAt},
          is_due_said = ${due !== null},
          reminded_at = ${isMoved ? null : sql`reminded_at`},
          overdue_at = ${isMoved ? null : sql`overdue_at`}
        where id = ${before.id}
      `
      if (isMoved || before.state === 'cancelled')
        events.push({
          kind: 'follow-up-changed',
          data: {
            ...{ followUp: before.id, kind: 'promise', state: 'open' },
            dueAt: dueAt.toISOString(),
          },
        })
    }
  }
  const sources = new Set(promised.map(({ source }) => source))
  for (const before of kept.filter((one) => one.state === 'open' && !sources.has(one.source))) {
    await sql`update app.follow_up set state = 'cancelled' where id = ${before.id}`
    const { id: followUp, dueAt } = before
    const data = { followUp, kind: 'promise', state: 'cancelled', dueAt: dueAt.toISOString() }
    events.push({ kind: 'follow-up-changed', data })
  }
  return addEvents(sql, conversation, events, now)
}
