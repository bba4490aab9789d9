import { findBlocks } from '../../articles/find-blocks.ts'
import { type LineMap, mapLines } from '../../articles/flaws.ts'
import { headingText } from '../../articles/heading-text.ts'
import { foldText } from '../../text/fold.ts'
import { splitSentences } from '../../text/sentences.ts'
import { findSpecifics, type Specific } from '../../text/specifics.ts'
import { foldNumerals, parseNumeral } from '../../text/specifics-numerals.ts'
import { hashText } from './hashes.ts'
import { hashedPieces, minima } from './pieces.ts'
import { type Region, regionAt } from './regions.ts'
import type { Figure, Statement } from './types.ts'

/** Characters beside a figure that say what it is a figure of. */
const REACH = 16
/** A sentence longer than this is a list or code, not a statement. */
const LONGEST = 600
/** A paragraph without one of these states no figure. */
const NUMERAL =
  /[\d０-９〇一二两兩三四五六七八九十百千半]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|\w+teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)\b/i

/** A sentence, or a row of a table with what its table says of it. */
type Unit = { start: number; end: number; row?: Row }
type Row = { heads: string[]; cells: { start: number; end: number }[] }

/** Sentences, rows and items of a text that state figures. `masked`: the file with its code blanked. */
export function statementsOf(
  masked: string,
  regions: readonly Region[],
  lines: LineMap = mapLines(masked),
): Statement[] {
  const body = regions[0] as Region
  const text = withoutTargets(masked.slice(body.start))
  const replies = replyRanges(text)
  const statements: Statement[] = []
  for (const { start, end, row } of unitsOf(text)) {
    const sentence = text.slice(start, end)
    if (end - start > LONGEST || !NUMERAL.test(sentence)) continue
    const specifics = findSpecifics(sentence)
    if (specifics.length === 0) continue
    const at = body.start + start
    const figures = specifics.map((one) => figureOf(one, sentence, start, row, text))
    const skeleton = skeletonOf(sentence, specifics)
    const pieces = hashedPieces(skeleton.text)
    statements.push({
      ...lines.positionAt(at),
      start: at,
      end: body.start + end,
      part: regionAt(regions, at).part,
      isRow: row !== undefined,
      isStandardReply: replies.some((range) => range.start <= start && start < range.end),
      skeleton: hashText(skeleton.text),
      weight: skeleton.weight,
      bands: minima(pieces),
      pieces,
      figures,
    })
  }
  return statements
}

/** Addresses and headings blanked: they state nothing. */
function withoutTargets(text: string): string {
  const blank = (found: string): string => ' '.repeat(found.length)
  return text
    .replaceAll(/(?<=\])\([^()\s]*\)/g, blank)
    .replaceAll(/<[a-z/!][^<>\n]*>/gi, blank)
    .replaceAll(/^ {0,3}#{1,6}[ \t][^\r\n]*/gm, (found) =>
      /标准|標準|standard/i.test(found) ? found : blank(found),
    )
}

/** In order; paragraphs without a numeral are left out. */
function* unitsOf(text: string): Generator<Unit> {
  let heads: string[] | null = null
  for (const block of text.matchAll(/(?:[ \t]*\S[^\r\n]*(?:\r\n|\n|\r|$))+/g)) {
    const base = block.index
    let prose = base
    let at = base
    heads = null
    for (const line of block[0].split(/(?<=\r\n|\n|\r(?!\n))/)) {
      const next = at + line.length
      if (/^[ \t]*\|/.test(line)) {
        yield* sentencesOf(text, prose, at)
        const cells = cellsOf(line, at)
        if (heads === null) heads = cells.map(({ start, end }) => text.slice(start, end).trim())
        else if (!/^[\s|:-]+$/.test(line)) {
          yield {
            start: at + line.search(/\S/),
            end: at + line.trimEnd().length,
            row: { heads, cells },
          }
        }
        prose = next
      }
      at = next
    }
    yield* sentencesOf(text, prose, at)
  }
}

function* sentencesOf(text: string, start: number, end: number): Generator<Unit> {
  if (start >= end) return
  const part = text.slice(start, end)
  if (!NUMERAL.test(part)) return
  for (const sentence of splitSentences(part))
    yield { start: start + sentence.start, end: start + sentence.end }
}

function cellsOf(line: string, base: number): { start: number; end: number }[] {
  const cells: { start: number; end: number }[] = []
  let start = line.indexOf('|') + 1
  for (let at = start; at < line.length; at++) {
    if (line[at] !== '|' || line[at - 1] === '\\') continue
    cells.push({ start: base + start, end: base + at })
    start = at + 1
  }
  return cells
}

/** Folded, each figure a sign of its kind, nothing but letters between. */
function skeletonOf(
  sentence: string,
  figures: readonly Specific[],
): { text: string; weight: number } {
  let text = ''
  let at = 0
  for (const { start, end, kind } of figures) {
    text += `${letters(sentence.slice(at, start))}‹${kind}›`
    at = end
  }
  text += letters(sentence.slice(at))
  let weight = 0
  for (const char of text.replaceAll(/‹\w+›/g, '')) weight += widthOf(char)
  return { text, weight }
}

function widthOf(char: string): number {
  if (/\p{Script=Han}/u.test(char)) return 3
  return /\p{L}/u.test(char) ? 1 : 0
}

function letters(text: string): string {
  return foldText(text).replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
}

function figureOf(
  { kind, key, start, end, text: said }: Specific,
  sentence: string,
  base: number,
  row: Row | undefined,
  text: string,
): Figure {
  const before = sentence.slice(Math.max(0, start - REACH), start)
  const after = sentence.slice(end, end + REACH)
  const around = row ? rowContext(row, base + start, text) : `${before} ${after}`
  return {
    kind,
    key,
    unit: unitOf(kind, key),
    count: countOf(said),
    around: hashedPieces(foldText(around)),
  }
}

/** What the row is about, what the column is about, and the rest of the cell. */
function rowContext({ heads, cells }: Row, at: number, text: string): string {
  const column = cells.findIndex(({ start, end }) => start <= at && at < end)
  const cell = cells[column]
  const first = cells[0]
  const words = [heads[column] ?? '', first ? text.slice(first.start, first.end) : '']
  if (cell && column > 0) words.push(text.slice(cell.start, cell.end))
  return words.join(' ').replaceAll(/[\d.,]+/g, ' ')
}

function countOf(said: string): number | null {
  const numeral = /\d[\d.,]*|[零〇一二两三四五六七八九十百千万亿]+|[a-z]+/iu.exec(
    foldNumerals(said),
  )?.[0]
  return numeral === undefined ? null : parseNumeral(numeral)
}

/** `amount:CNY:15` measures `amount:CNY`; days, hours and months are all durations. */
function unitOf(kind: Figure['kind'], key: string): string {
  return kind === 'amount' ? key.slice(0, key.lastIndexOf(':')) : kind
}

const REPLY = /^(?:标准(?:答复|答覆|回复|回覆)|standard reply)$/

type Range = { start: number; end: number }

function replyRanges(text: string): Range[] {
  if (!/标准|標準|standard reply/i.test(text)) return []
  const { headings } = findBlocks(text)
  return headings.flatMap(({ start, depth, text: raw }, index) => {
    if (!REPLY.test(foldText(headingText(raw)).trim())) return []
    const next = headings.slice(index + 1).find((other) => other.depth <= depth)
    return [{ start, end: next?.start ?? text.length }]
  })
}
