import type { TransactionSql } from '../db/index.ts'
import { AppError } from '../errors.ts'
import { newId } from './conversation-rows.ts'

/** Why somebody sends a draft in spite of its verdict. */
export const OVERRIDE_REASONS = [
  'false-alarm',
  'agreed-with-customer',
  'approved',
  'no-other-wording',
] as const
export type OverrideReason = (typeof OVERRIDE_REASONS)[number]

/** A verdict that warned or stopped. The draft itself is not kept. */
export type DraftCheck = {
  id: string
  conversation: string | null
  /** The caller that asked. */
  by: string
  verdict: 'warn' | 'block'
  rules: string[]
  at: string
}

export type CheckOverride = {
  id: string
  by: string
  reason: OverrideReason
  /** The agent's own words; forgotten with the conversation. */
  note: string | null
  at: string
}

/** How long a verdict that nobody has overridden is kept. */
const KEPT_FOR_MS = 24 * 60 * 60 * 1_000

export async function putDraftCheck(
  sql: TransactionSql,
  { now, ...made }: Omit<DraftCheck, 'id' | 'at'> & { now: Date },
): Promise<DraftCheck> {
  const id = newId('k')
  await sql`
    insert into app.draft_check (id, conversation, checked_by, verdict, rules, at)
    values (${id}, ${made.conversation}, ${made.by}, ${made.verdict}, ${made.rules}, ${now})
  `
  return { ...made, id, at: now.toISOString() }
}

/** Throws `NOT_FOUND`, the same for an unknown check and for one that another caller has asked for. */
export async function readDraftCheck(
  sql: TransactionSql,
  id: string,
  scope: { by?: string },
): Promise<DraftCheck> {
  const by = scope.by ?? null
  const [row] = await sql<(Omit<DraftCheck, 'at'> & { at: Date })[]>`
    select id, conversation, checked_by as by, verdict, rules, at
    from app.draft_check
    where id = ${id} and (${by}::text is null or checked_by = ${by}::text)
  `
  if (row) return { ...row, at: row.at.toISOString() }
  throw new AppError('NOT_FOUND', 'No such check.', {
    hint: 'Use the id that came with a verdict of POST /v1/check; it is kept for a day.',
  })
}

export async function addOverride(
  sql: TransactionSql,
  check: string,
  { now, ...made }: Omit<CheckOverride, 'id' | 'at'> & { now: Date },
): Promise<CheckOverride> {
  const id = newId('o')
  await sql`
    insert into app.check_override (id, draft_check, overridden_by, reason, note, at)
    values (${id}, ${check}, ${made.by}, ${made.reason}, ${made.note}, ${now})
  `
  return { ...made, id, at: now.toISOString() }
}

/** Who sent that draft nevertheless, oldest first. */
export async function readOverrides(sql: TransactionSql, check: string): Promise<CheckOverride[]> {
  const rows = await sql<(Omit<CheckOverride, 'at'> & { at: Date })[]>`
    select id, overridden_by as by, reason, note, at
    from app.check_override
    where draft_check = ${check}
    order by at, id
  `
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
}

/** Forgets verdicts of yesterday that nobody has overridden: they are written while people type. */
export async function forgetOldChecks(sql: TransactionSql, now: Date): Promise<void> {
  await sql`
    delete from app.draft_check made
    where at < ${new Date(now.getTime() - KEPT_FOR_MS)}
      and not exists (select from app.check_override where draft_check = made.id)
  `
}
