import type { TransactionSql } from '../../db/index.ts'
import type { Desk } from '../../desk/index.ts'
import { AppError } from '../../errors.ts'
import type { Lang } from '../../text/types.ts'
import { maskWithin } from '../../tickets/review/mask-value.ts'
import { draftItems } from './draft-items.ts'
import {
  addHandover,
  addOwnItem,
  addVersion,
  putDrafted,
  readHandover,
  readItems,
  readVersions,
} from './handover-rows.ts'
import type { Handover, HandoverEdit, HandoverItem, HandoverVersion } from './types.ts'

/** A shift is no longer than this. */
const MOST_HOURS = 72

export type Doing = { by: string; now: Date }

/** Draws up a handover from what the system knows. Throws `BAD_REQUEST` for a shift that cannot be one. */
export async function draftHandover(
  sql: TransactionSql,
  desk: Desk,
  {
    from,
    until,
    shift,
    lang,
    by,
    now,
  }: Doing & { from: Date; until: Date; shift: string; lang: Lang },
): Promise<string> {
  checkShift(from, until)
  const id = await addHandover(sql, { from, until, shift: masked(shift), lang, by, now })
  await putDrafted(sql, id, await draftItems(sql, desk, { from, until }))
  await addVersion(sql, id, { version: 1, at: now, by, deed: 'drafted', changes: [], reason: null })
  return id
}

export function checkShift(from: Date, until: Date): void {
  const hours = (until.getTime() - from.getTime()) / 3_600_000
  if (hours > 0 && hours <= MOST_HOURS) return
  throw new AppError('BAD_REQUEST', `A shift of ${Math.round(hours * 10) / 10} hours is none.`, {
    hint: `It begins before it ends, and lasts ${MOST_HOURS} hours at most.`,
    place: { field: 'until' },
  })
}

/**
 * Brings the system's part up to date. What people wrote stays, what has been settled since goes unless somebody
 * wrote to it.
 */
export async function refreshHandover(
  sql: TransactionSql,
  desk: Desk,
  id: string,
  { version, by, now }: Doing & { version: number },
): Promise<void> {
  const handover = await lockDraft(sql, id, version)
  const before = await readItems(sql, id)
  const drafted = await draftItems(sql, desk, handover)
  const known = new Set(drafted.map(({ source }) => `${source.kind} ${source.id}`))
  const gone = before.filter(
    ({ source, note }) =>
      source !== null && note === null && !known.has(`${source.kind} ${source.id}`),
  )
  for (const item of gone)
    await sql`delete from app.handover_item where handover = ${id} and id = ${item.id}`
  await putDrafted(sql, id, drafted)
  await sql`update app.handover set drafted_at = ${now} where id = ${id}`
  const changes = gone.map((item) => item.id)
  await next(sql, handover, { at: now, by, deed: 'refreshed', changes })
}

/** Notes, items of their own, what is left out. Throws `CONFLICT` and `NOT_FOUND`. */
export async function editHandover(
  sql: TransactionSql,
  id: string,
  { version, edit, by, now }: Doing & { version: number; edit: HandoverEdit },
): Promise<void> {
  const handover = await lockDraft(sql, id, version)
  const items = new Map((await readItems(sql, id)).map((item) => [item.id, item]))
  const changes: string[] = []
  for (const { id: item, note, title, isLeftOut } of edit.items) {
    const held = findItem(items, item)
    if (title !== undefined && held.source !== null) throw notTheirs(item, 'title')
    await sql`
      update app.handover_item
      set note = ${note === undefined ? held.note : maskedOrNull(note)},
        title = ${title === undefined ? held.title : masked(title)},
        is_left_out = ${isLeftOut ?? held.isLeftOut}
      where handover = ${id} and id = ${item}
    `
    changes.push(item)
  }
  for (const item of edit.remove) {
    if (findItem(items, item).source !== null) throw notTheirs(item, 'remove')
    await sql`delete from app.handover_item where handover = ${id} and id = ${item}`
    changes.push(item)
  }
  for (const { section, title, note } of edit.add)
    changes.push(
      await addOwnItem(sql, id, {
        section,
        title: masked(title),
        note: maskedOrNull(note ?? null),
        by,
      }),
    )
  await next(sql, handover, { at: now, by, deed: 'edited', changes })
}

/**
 * Signs for the shift that goes, or for the one that comes: two people. Nobody signs another version than the one they
 * read. Signing again changes nothing.
 */
export async function signHandover(
  sql: TransactionSql,
  id: string,
  { version, shift, by, now }: Doing & { version: number; shift: 'outgoing' | 'incoming' },
): Promise<void> {
  const handover = await readHandover(sql, id, { lock: true })
  if (handover[shift]?.by === by) return
  await checkVersion(sql, handover, version)
  if (shift === 'outgoing') {
    if (handover.state !== 'draft') throw signed(handover)
    await sql`
      update app.handover
      set state = 'handed', outgoing_by = ${by}, outgoing_at = ${now}
      where id = ${id}
    `
    return next(sql, handover, { at: now, by, deed: 'handed', changes: [] })
  }
  if (handover.state !== 'handed') throw handover.state === 'draft' ? notHanded() : signed(handover)
  if (handover.outgoing?.by === by) throw samePerson()
  await sql`
    update app.handover
    set state = 'taken', incoming_by = ${by}, incoming_at = ${now}
    where id = ${id}
  `
  return next(sql, handover, { at: now, by, deed: 'taken', changes: [] })
}

/** Back to the shift that goes, with what is missing; only while the one that comes has not signed. */
export async function returnHandover(
  sql: TransactionSql,
  id: string,
  { version, reason, by, now }: Doing & { version: number; reason: string },
): Promise<void> {
  const handover = await readHandover(sql, id, { lock: true })
  await checkVersion(sql, handover, version)
  if (handover.state !== 'handed') throw handover.state === 'draft' ? notHanded() : signed(handover)
  await sql`
    update app.handover
    set state = 'draft', outgoing_by = null, outgoing_at = null
    where id = ${id}
  `
  await next(sql, handover, { at: now, by, deed: 'returned', changes: [], reason: masked(reason) })
}

async function lockDraft(sql: TransactionSql, id: string, version: number): Promise<Handover> {
  const handover = await readHandover(sql, id, { lock: true })
  if (handover.state !== 'draft') throw signed(handover)
  await checkVersion(sql, handover, version)
  return handover
}

async function checkVersion(
  sql: TransactionSql,
  handover: Handover,
  version: number,
): Promise<void> {
  if (handover.version === version) return
  const since = await readVersions(sql, handover.id, version)
  throw new AppError(
    'CONFLICT',
    `The handover is at version ${handover.version}, not ${version}.`,
    {
      hint: 'Read it again and repeat what you want to do.',
      place: { field: 'version' },
      details: { version: handover.version, state: handover.state, since: since.map(withInstants) },
    },
  )
}

function withInstants({ at, ...version }: HandoverVersion) {
  return { ...version, at: at.toISOString() }
}

function next(
  sql: TransactionSql,
  handover: Handover,
  deed: Omit<HandoverVersion, 'version' | 'reason'> & { reason?: string },
): Promise<void> {
  return addVersion(sql, handover.id, { reason: null, ...deed, version: handover.version + 1 })
}

function findItem(items: ReadonlyMap<string, HandoverItem>, id: string): HandoverItem {
  const item = items.get(id)
  if (item) return item
  throw new AppError('BAD_REQUEST', 'The handover has no such item.', {
    hint: 'Use the ids of GET /v1/handovers/{id}; with its conversation an item may have been deleted.',
    place: { field: 'items' },
  })
}

function notTheirs(id: string, field: string): AppError {
  return new AppError('BAD_REQUEST', `Item ${id} was drafted from what the system knows.`, {
    hint: 'Write a note to it, or leave it out with isLeftOut.',
    place: { field },
  })
}

function signed({ state, outgoing, incoming }: Handover): AppError {
  const by = incoming?.by ?? outgoing?.by ?? ''
  return new AppError('CONFLICT', `The handover is signed by ${by} and stays as it is.`, {
    hint:
      state === 'handed'
        ? 'POST …/return hands it back with a reason; then it can be changed.'
        : 'Draw up a new one for what has changed.',
    details: { state },
  })
}

function notHanded(): AppError {
  return new AppError('CONFLICT', 'The shift that goes has not signed yet.', {
    hint: 'It signs first, with shift: outgoing.',
    details: { state: 'draft' },
  })
}

function samePerson(): AppError {
  return new AppError(
    'CONFLICT',
    'Both shifts sign, and this key has signed for the one that goes.',
    {
      hint: 'Somebody of the shift that comes signs with a key of their own.',
    },
  )
}

function masked(text: string): string {
  return maskWithin(text) ?? text
}

function maskedOrNull(text: string | null): string | null {
  return text === null || text === '' ? null : masked(text)
}
