import { errorFlaw, excerpt, type LineMap } from './flaws.ts'
import type { Flaw } from './types.ts'

const OURS = /^<{7}(?:[ \t][^\r\n]*)?$/gm
const BETWEEN = /^={7}[ \t]*$/m
const THEIRS = /^>{7}(?:[ \t][^\r\n]*)?$/m

/** Merge conflicts that git left in a file: one of the two versions is wrong, so neither is served. */
export function findConflicts(source: string, path: string, lines: LineMap): Flaw[] {
  if (!source.includes('<<<<<<<')) return []
  return [...source.matchAll(OURS)].flatMap(({ index, 0: marker }) => {
    const rest = source.slice(index)
    const between = BETWEEN.exec(rest)
    if (!between || !THEIRS.test(rest.slice(between.index))) return []
    return [
      errorFlaw(
        path,
        lines.positionAt(index),
        'merge-conflict',
        'A merge conflict was left in the file.',
        {
          found: excerpt(marker),
          allowed: 'one of the two versions, without the lines <<<<<<<, ======= and >>>>>>>',
        },
      ),
    ]
  })
}
