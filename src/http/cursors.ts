import { AppError } from '../errors.ts'

/** A page's end as clients carry it: opaque, so that what it holds can change. */
export function writeCursor(lastId: string): string {
  return Buffer.from(lastId, 'utf8').toString('base64url')
}

/** Throws `BAD_REQUEST` for what no page ended with. */
export function readCursor(cursor: string): string {
  const lastId = Buffer.from(cursor, 'base64url').toString('utf8')
  if (writeCursor(lastId) === cursor && !lastId.includes('\u0000')) return lastId
  throw new AppError('BAD_REQUEST', 'The cursor is not one of ours.', {
    hint: 'Use `next` of the page before unchanged, or leave it out for the first page.',
    place: { field: 'cursor' },
  })
}

/** A page's end in a list by time: the instant and the id of its last row. */
export function writePlace(at: Date, id: string): string {
  return writeCursor(`${at.toISOString()} ${id}`)
}

/** Throws `BAD_REQUEST` for what no page ended with. */
export function readPlace(cursor: string): { at: Date; id: string } {
  const [, instant, id] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (\S{1,200})$/u.exec(readCursor(cursor)) ?? []
  const at = new Date(instant ?? Number.NaN)
  if (id !== undefined && !Number.isNaN(at.getTime())) return { at, id }
  throw new AppError('BAD_REQUEST', 'The cursor is not one of ours.', {
    hint: 'Use `next` of the page before unchanged, or leave it out for the first page.',
    place: { field: 'cursor' },
  })
}
