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
