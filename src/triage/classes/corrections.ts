import { newId } from '../../conversations/index.ts'
import type { TransactionSql } from '../../db/index.ts'
import { AppError } from '../../errors.ts'
import type { ConfirmedTicket } from '../classifier/index.ts'
import type { ClassField } from '../classifier/triage-types.ts'

/** What somebody of the desk decided about one field of a conversation's class. */
export type Correction = {
  id: string
  field: ClassField
  value: string
  /** What the program had said; null where it had not said anything. */
  said: string | null
  by: string
  at: string
  undoneBy: string | null
  undoneAt: string | null
}

export type NewCorrection = {
  conversation: string
  field: ClassField
  value: string
  said: string | null
  /** What the customer had said, without personal data. */
  example: string
  by: string
  now: Date
}

export async function addCorrection(sql: TransactionSql, made: NewCorrection): Promise<Correction> {
  const id = newId('k')
  const { conversation, field, value, said, example, by, now } = made
  await sql`
    insert into app.class_correction (id, conversation, field, value, said, example, given_by, at)
    values (${id}, ${conversation}, ${field}, ${value}, ${said}, ${example}, ${by}, ${now})
  `
  return { id, field, value, said, by, at: now.toISOString(), undoneBy: null, undoneAt: null }
}

/** Takes a correction back; taken back twice it stays as it was. Throws `NOT_FOUND`. */
export async function undoCorrection(
  sql: TransactionSql,
  taken: { conversation: string; id: string; by: string; now: Date },
): Promise<Correction> {
  await sql`
    update app.class_correction
    set undone_by = ${taken.by}, undone_at = ${taken.now}
    where id = ${taken.id} and conversation = ${taken.conversation} and undone_at is null
  `
  const all = await readCorrections(sql, taken.conversation)
  const one = all.find(({ id }) => id === taken.id)
  if (one !== undefined) return one
  throw new AppError('NOT_FOUND', 'No such correction.', {
    hint: 'GET /v1/conversations/{id}/class lists them with their ids.',
  })
}

/** All of a conversation, oldest first, those taken back as well. */
export async function readCorrections(
  sql: TransactionSql,
  conversation: string,
): Promise<Correction[]> {
  const rows = await sql<
    (Omit<Correction, 'at' | 'undoneAt'> & { at: Date; undoneAt: Date | null })[]
  >`
    select id, field, value, said, given_by as by, at, undone_by as "undoneBy",
      undone_at as "undoneAt"
    from app.class_correction
    where conversation = ${conversation}
    order by at, id
  `
  return rows.map(({ at, undoneAt, ...row }) => ({
    ...row,
    at: at.toISOString(),
    undoneAt: undoneAt?.toISOString() ?? null,
  }))
}

/** What counts now: of each field the latest that was not taken back. */
export function standing(corrections: readonly Correction[]): Partial<Record<ClassField, string>> {
  const decided: Partial<Record<ClassField, string>> = {}
  for (const { field, value, undoneAt } of corrections) {
    if (undoneAt === null) decided[field] = value
  }
  return decided
}

/** Moves whenever a correction is made, taken back or forgotten. */
export async function correctionsMark(sql: TransactionSql): Promise<string> {
  const [row] = await sql<{ mark: string }[]>`
    select concat_ws('/', count(*), max(at), max(undone_at), count(undone_at)) as mark
    from app.class_correction
  `
  return row?.mark ?? ''
}

/** The latest `limit` corrections of types and modules that stand, to learn from; oldest first. */
export async function confirmedTickets(
  sql: TransactionSql,
  limit: number,
): Promise<ConfirmedTicket[]> {
  const rows = await sql<{ field: 'type' | 'module'; value: string; example: string }[]>`
    select distinct on (conversation, field) conversation, field, value, example, at
    from app.class_correction
    where undone_at is null and field in ('type', 'module') and example <> ''
    order by conversation, field, at desc, id desc
    limit ${limit}
  `
  return rows.map(({ field, value, example }) => ({ text: example, [field]: value }))
}
