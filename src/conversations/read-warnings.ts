import type { TransactionSql } from '../db/index.ts'

type Payload = Record<string, unknown>

/** What `warning-raised` told of in a conversation, oldest first; `takenAt` where a lead has taken it up since. */
export async function readWarnings(sql: TransactionSql, conversation: string): Promise<Payload[]> {
  const rows = await sql<{ kind: string; payload: Payload }[]>`
    select kind, payload
    from app.event
    where conversation = ${conversation} and kind in ('warning-raised', 'warning-taken')
    order by id
  `
  const ofKind = (wanted: string) =>
    rows.filter(({ kind }) => kind === wanted).map(({ payload }) => payload)
  const taken = ofKind('warning-taken')
  return ofKind('warning-raised').map((warning) => {
    const take = taken.find(({ group, seq }) => group === warning.group && seq === warning.seq)
    return take ? { ...warning, takenAt: take.at } : warning
  })
}
