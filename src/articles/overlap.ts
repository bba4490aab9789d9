import { type BuiltPart, headText } from './build-parts.ts'
import { findShared, fingerprint } from './fingerprint.ts'
import { errorFlaw, type LineMap } from './flaws.ts'
import { isLater } from './narrowed-blocks.ts'
import { AUDIENCES, type Flaw, type FrontMatter } from './types.ts'

/**
 * The proof that nobody reads hidden text elsewhere in the same article: a part, and the title, asks and
 * tags, share no fingerprint with a part that its readers may not see, or not yet.
 */
export function findOverlaps(
  head: FrontMatter,
  parts: readonly BuiltPart[],
  path: string,
  lines: LineMap,
  now: Date,
): Flaw[] {
  const [main, ...blocks] = parts
  if (!main || blocks.length === 0) return []
  const flaws: Flaw[] = []
  const prints = new Map(parts.map((part) => [part, new Set(fingerprint(part.own))]))
  const report = (line: number, message: string): void => {
    flaws.push(
      errorFlaw(path, { line, column: 1 }, 'overlap', message, {
        allowed:
          'other words: the same run of 11 Han or 19 to 33 Latin characters must not stand in both',
      }),
    )
  }
  for (const hidden of blocks) {
    const isHidden = (gram: number): boolean => prints.get(hidden)?.has(gram) ?? false
    const where = `the narrowed block at line ${lines.positionAt(hidden.region.outerStart).line}`
    if (isHiddenFrom(main, hidden, now) && findShared(headText(head), isHidden) >= 0) {
      report(1, `The title, an ask or a tag repeats text of ${where}.`)
    }
    for (const told of parts) {
      if (told === hidden || !isHiddenFrom(told, hidden, now)) continue
      const at = findShared(told.own, isHidden)
      if (at < 0) continue
      const chunk = told.chunks.findLast((piece) => piece.start <= at)
      const within = told.own.slice(chunk?.start ?? 0, at).split('\n').length - 1
      report((chunk?.sourceLine ?? 1) + within, `This repeats text of ${where}.`)
    }
  }
  return flaws
}

type Seen = Pick<BuiltPart, 'audience' | 'release'>

/** Whether some reader of `told` may not read `hidden`, or not yet. */
export function isHiddenFrom(told: Seen, hidden: Seen, now: Date): boolean {
  if (AUDIENCES.indexOf(hidden.audience) > AUDIENCES.indexOf(told.audience)) return true
  const isStillClosed = hidden.release !== null && Date.parse(hidden.release) > now.getTime()
  return isStillClosed && isLater(hidden.release, told.release)
}
