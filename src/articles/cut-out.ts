/** A stretch of the source that goes into a part, or a line end put between two of them (`start` < 0). */
export type Piece = { start: number; end: number; text: string }

export type Hole = {
  start: number
  end: number
  /** A block leaves one blank line where it stood; a definition leaves nothing. */
  kind: 'block' | 'definition'
}

/**
 * The text of [start, end) without the holes, in pieces. What is left reads as if the holes had never been
 * there: no extra blank lines tell where something was taken out, or that it was.
 * Holes are whole lines, in order, and do not overlap.
 */
export function cutOut(
  source: string,
  start: number,
  end: number,
  holes: readonly Hole[],
): Piece[] {
  const pieces: Piece[] = []
  let from = start
  let needsBlankLine = false
  const add = (to: number): void => {
    const begin = needsBlankLine || pieces.length === 0 ? skipBlankLines(source, from, to) : from
    if (begin >= to) return
    if (needsBlankLine && pieces.length > 0) separate(pieces)
    pieces.push({ start: begin, end: to, text: source.slice(begin, to) })
    needsBlankLine = false
  }
  for (const hole of holes) {
    add(hole.start)
    from = hole.end
    if (hole.kind === 'block') needsBlankLine = true
  }
  add(end)
  trimBlankLines(pieces)
  return pieces
}

/** Ends what is there with exactly one blank line. */
function separate(pieces: Piece[]): void {
  trimBlankLines(pieces)
  if (pieces.length === 0) return
  const eol = (pieces.at(-1) as Piece).text.endsWith('\r\n') ? '\r\n' : '\n'
  pieces.push({ start: -1, end: -1, text: eol })
}

function skipBlankLines(source: string, start: number, end: number): number {
  let at = start
  for (let i = start; i < end; i++) {
    const char = source[i] as string
    if (char === '\n' || char === '\r') at = i + 1
    else if (char !== ' ' && char !== '\t') break
  }
  return Math.min(at, end)
}

/** Takes blank lines off the end; the last line keeps its line end. */
function trimBlankLines(pieces: Piece[]): void {
  for (let last = pieces.at(-1); last; last = pieces.at(-1)) {
    const content = last.text.trimEnd().length
    if (content > 0) {
      const eol = /\r\n|\n|\r/.exec(last.text.slice(content))
      const length = eol ? content + eol.index + eol[0].length : last.text.length
      last.end -= last.text.length - length
      last.text = last.text.slice(0, length)
      return
    }
    pieces.pop()
  }
}
