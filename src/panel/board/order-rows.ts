import type { OpenConversation, OpenList } from '../../http/api-types.ts'

/** Whose customer waits the longest first; then those in which nobody waits for the agent, the oldest first. */
export function orderRows(rows: Iterable<OpenConversation>): OpenConversation[] {
  return [...rows].sort(
    (a, b) =>
      compare(a.waitingSince ?? LAST, b.waitingSince ?? LAST) ||
      compare(a.openedAt, b.openedAt) ||
      compare(a.id, b.id),
  )
}

/** Behind every instant. */
const LAST = '~'
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** How far a customer's wait has come: within the desk's limit, near it, or beyond. */
export type WaitLevel = 'none' | 'waiting' | 'near' | 'late'

export function waitLevel(
  { waitingSince, channel }: Pick<OpenConversation, 'waitingSince' | 'channel'>,
  limits: OpenList['limits'] | null,
  now: number,
): WaitLevel {
  if (waitingSince === null) return 'none'
  const limit = limits?.[channel]
  if (!limit) return 'waiting'
  const seconds = (now - Date.parse(waitingSince)) / 1_000
  if (seconds >= limit.replySeconds) return 'late'
  return seconds >= limit.replySeconds - limit.warnSeconds ? 'near' : 'waiting'
}

/** A row on the screen; `isGone`: it is open no more and only keeps its place until the list is let go. */
export type ShownRow = { row: OpenConversation; isGone: boolean }

/**
 * The list as it is shown. While it is held nothing moves: rows keep their places with what is new in them, those that
 * are gone stay, those that came stand at the end. `moved`: how many would change places.
 */
export function holdOrder(
  shown: readonly ShownRow[],
  ordered: readonly OpenConversation[],
  isHeld: boolean,
): { shown: ShownRow[]; moved: number } {
  const fresh = ordered.map((row) => ({ row, isGone: false }))
  if (!isHeld || shown.length === 0) return { shown: fresh, moved: 0 }
  const now = new Map(ordered.map((row) => [row.id, row]))
  const kept = shown.map(({ row }) => {
    const current = now.get(row.id)
    return { row: current ?? row, isGone: current === undefined }
  })
  const known = new Set(kept.map(({ row }) => row.id))
  const held = [...kept, ...fresh.filter(({ row }) => !known.has(row.id))]
  const moved = held.filter(({ row }, index) => ordered[index]?.id !== row.id).length
  return { shown: held, moved }
}
