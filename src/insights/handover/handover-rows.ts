import { newId } from '../../conversations/index.ts'
import type { TransactionSql } from '../../db/index.ts'
import { AppError } from '../../errors.ts'
import type { DraftedItem, Handover, HandoverItem, HandoverVersion } from './types.ts'

type Row = Omit<Handover, 'outgoing' | 'incoming'> & {
  outgoingBy: string | null
  outgoingAt: Date | null
  incomingBy: string | null
  incomingAt: Date | null
}

const columns = (sql: TransactionSql) => sql`
  id, state, version, shift, lang, from_at as "from", until_at as until, created_by as "createdBy",
  created_at as "createdAt", changed_at as "changedAt", drafted_at as "draftedAt",
  outgoing_by as "outgoingBy", outgoing_at as "outgoingAt", incoming_by as "incomingBy",
  incoming_at as "incomingAt"
`

/** Throws `NOT_FOUND`. With `lock` every other writer of it waits until the transaction ends. */
export async function readHandover(
  sql: TransactionSql,
  id: string,
  { lock = false } = {},
): Promise<Handover> {
  const rows = await sql<Row[]>`
    select ${columns(sql)} from app.handover where id = ${id} ${lock ? sql`for update` : sql``}
  `
  if (rows[0]) return toHandover(rows[0])
  throw new AppError('NOT_FOUND', 'No such handover.', {
    hint: 'GET /v1/handovers lists them.',
  })
}

/** Those of the latest shifts first. */
export async function listHandovers(
  sql: TransactionSql,
  filter: {
    state: Handover['state'] | null
    after: { at: Date; id: string } | null
    limit: number
  },
): Promise<Handover[]> {
  const { state, after, limit } = filter
  const rows = await sql<Row[]>`
    select ${columns(sql)}
    from app.handover
    where (${state}::text is null or state = ${state}::text)
      and (${after?.id ?? null}::text is null
        or (until_at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::text))
    order by until_at desc, id desc
    limit ${limit}
  `
  return rows.map(toHandover)
}

function toHandover({ outgoingBy, outgoingAt, incomingBy, incomingAt, ...row }: Row): Handover {
  return {
    ...row,
    outgoing: outgoingBy !== null && outgoingAt ? { by: outgoingBy, at: outgoingAt } : null,
    incoming: incomingBy !== null && incomingAt ? { by: incomingBy, at: incomingAt } : null,
  }
}

export async function addHandover(
  sql: TransactionSql,
  input: Pick<Handover, 'shift' | 'lang' | 'from' | 'until'> & { by: string; now: Date },
): Promise<string> {
  const id = newId('h')
  const { shift, lang, from, until, by, now } = input
  await sql`
    insert into app.handover
      (id, shift, lang, from_at, until_at, created_by, created_at, changed_at, drafted_at)
    values (${id}, ${shift}, ${lang}, ${from}, ${until}, ${by}, ${now}, ${now}, ${now})
  `
  return id
}

type ItemRow = Omit<HandoverItem, 'source'> & {
  sourceKind: NonNullable<HandoverItem['source']>['kind'] | null
  sourceId: string | null
}

/** In the order of their sections, as they were drafted and added. */
export async function readItems(sql: TransactionSql, handover: string): Promise<HandoverItem[]> {
  const rows = await sql<ItemRow[]>`
    select id, section, source_kind as "sourceKind", source_id as "sourceId", conversation, title, facts,
      note, is_left_out as "isLeftOut", made_by as "madeBy"
    from app.handover_item
    where handover = ${handover}
    order by array_position(array['unfinished', 'special', 'anomalies', 'notices', 'log'], section),
      place, id
  `
  return rows.map(({ sourceKind, sourceId, ...item }) => ({
    ...item,
    source: sourceKind !== null && sourceId !== null ? { kind: sourceKind, id: sourceId } : null,
  }))
}

export async function putDrafted(
  sql: TransactionSql,
  handover: string,
  items: readonly DraftedItem[],
): Promise<void> {
  for (const [place, { section, source, conversation, title, facts }] of items.entries())
    await sql`
      insert into app.handover_item
        (handover, id, place, section, source_kind, source_id, conversation, title, facts)
      values (${handover}, ${newId('i')}, ${place}, ${section}, ${source.kind}, ${source.id},
        ${conversation}, ${title}, ${sql.json(facts)})
      on conflict (handover, source_kind, source_id) do update
      set place = excluded.place, section = excluded.section, title = excluded.title,
        facts = excluded.facts
    `
}

export async function addOwnItem(
  sql: TransactionSql,
  handover: string,
  item: { section: string; title: string; note: string | null; by: string },
): Promise<string> {
  const id = newId('i')
  await sql`
    insert into app.handover_item (handover, id, place, section, title, facts, note, made_by)
    select ${handover}, ${id}, coalesce(max(place), 0) + 1, ${item.section}, ${item.title}, '[]'::jsonb,
      ${item.note}, ${item.by}
    from app.handover_item
    where handover = ${handover}
  `
  return id
}

export async function readVersions(
  sql: TransactionSql,
  handover: string,
  since = 0,
): Promise<HandoverVersion[]> {
  return sql<HandoverVersion[]>`
    select version, at, made_by as by, deed, changes, reason
    from app.handover_version
    where handover = ${handover} and version > ${since}
    order by version
  `
}

export async function addVersion(
  sql: TransactionSql,
  handover: string,
  version: HandoverVersion,
): Promise<void> {
  const { at, by, deed, changes, reason } = version
  await sql`
    insert into app.handover_version (handover, version, at, made_by, deed, changes, reason)
    values (${handover}, ${version.version}, ${at}, ${by}, ${deed}, ${sql.json(changes)}, ${reason})
  `
  await sql`
    update app.handover set version = ${version.version}, changed_at = ${at} where id = ${handover}
  `
}
