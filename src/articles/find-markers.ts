import { editDistance } from './nearest-name.ts'

/** Something in the raw source that looks like the fence of a narrowed block, wherever it stands. */
export type Marker = {
  /** UTF-16 offsets of what was seen, in the source. */
  start: number
  end: number
  /** Resembles `agent`, `internal` or `embargo`, whatever stands before it. */
  resembles: boolean
  /** Only quotes, list signs or blanks stand before it on its line. */
  isAtLineStart: boolean
}

/**
 * Searches the raw source, code and markup included, for anything that an editor may have meant as
 * `:::agent`, `:::internal`, `:::embargo{…}` or `:::`. Full-width, look-alike, spaced and entity
 * colons, invisible characters, other letters' look-alikes and misspellings are seen through.
 * `\:::` is not a marker.
 */
export function findMarkers(source: string): Marker[] {
  const markers: Marker[] = []
  let lineStart = 0
  while (lineStart <= source.length) {
    LINE_END.lastIndex = lineStart
    const lineEnd = LINE_END.test(source) ? LINE_END.lastIndex - 1 : source.length
    const line = source.slice(lineStart, lineEnd)
    if (MAY_HOLD_MARKER.test(line)) findInLine(line, lineStart, markers)
    lineStart = lineEnd + 1
  }
  return markers
}

const LINE_END = /[\r\n]/g

/** Signs that look like a colon or fold to one, and semicolons and dots typed for one. */
const COLONS = ':：﹕︓︰∶꞉ːˑ˸։׃܃܄᠄፡⁚⍠∷⸬𑑙'
const SLIPS = ';；﹔;。．·•・，、！'
const COLON_SET = new Set([...COLONS])
const SLIP_SET = new Set([...SLIPS])

const ENTITY = /&(?:#0*58|#x0*3a|colon|#0*65306|#x0*ff1a);?/iy

const SKIPPED = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Mn}\p{Me}]/u
const BLANK = /[\p{Zs}\p{Cc}\p{Zl}\p{Zp}\u2800\u3164]/u
const BETWEEN = '[\\s\\p{Default_Ignorable_Code_Point}\\p{Cf}\\p{Mn}\\p{Me}\\p{Cc}\\u2800]*'
/** Two signs in a row, a colon that begins a line, or an entity: most lines have none and are not folded. */
const MAY_HOLD_MARKER = new RegExp(
  `[${COLONS}${SLIPS}]${BETWEEN}[${COLONS}${SLIPS}]|[∷⸬]|^[^\\p{L}]*?[${COLONS}]|&#|&colon`,
  'iu',
)
const LEAD = /^[\s>*+\-0-9.)|#"'`~_]*$/

/** A line with look-alikes replaced, one folded character per entry, and where each stood. */
type FoldedLine = { chars: string[]; offsets: number[]; length: number }

function findInLine(line: string, base: number, markers: Marker[]): void {
  const folded = foldLine(line)
  const { chars } = folded
  let index = 0
  while (index < chars.length) {
    if (chars[index] !== ':' && chars[index] !== ';') {
      index++
      continue
    }
    const end = runEnd(chars, index)
    const marker = judgeRun(folded, index, end)
    if (marker) markers.push({ ...marker, start: marker.start + base, end: marker.end + base })
    index = end
  }
}

/** Colons, or slips, with blanks between them as one run; a run ends before trailing blanks. */
function runEnd(chars: readonly string[], start: number): number {
  let end = start + 1
  for (let i = end; i < chars.length; i++) {
    if (chars[i] === ':' || chars[i] === ';') end = i + 1
    else if (chars[i] !== ' ') break
  }
  return end
}

function judgeRun(
  { chars, offsets, length }: FoldedLine,
  start: number,
  end: number,
): Marker | undefined {
  const run = chars.slice(start, end).filter((char) => char !== ' ')
  const colons = run.filter((char) => char === ':').length
  if (isEscaped(chars, start)) return undefined
  let next = end
  while (chars[next] === ' ') next++
  let wordEnd = next
  while (wordEnd < chars.length && /[\p{L}\p{N}_-]/u.test(chars[wordEnd] as string)) wordEnd++
  const word = chars.slice(next, wordEnd).join('')
  const rest = chars.slice(wordEnd).join('').trim()
  const resembles = resemblesName(word)
  const isAtLineStart = LEAD.test(chars.slice(0, start).join(''))
  const isAlone = rest === '' || /^[{[(]/.test(rest)

  const isMarker =
    colons >= 3
      ? isAtLineStart || /^[\p{L}{[]/u.test(chars[next] ?? '')
      : colons === 2
        ? resembles || (isAtLineStart && (word !== '' ? /^\p{L}/u.test(word) : rest === ''))
        : isAtLineStart && resembles && isAlone && (colons === 1 || run.length >= 2)
  if (!isMarker) return undefined
  const at = offsets[start] as number
  return {
    start: at,
    end: wordEnd < chars.length ? (offsets[wordEnd] as number) : length,
    resembles,
    isAtLineStart,
  }
}

function isEscaped(chars: readonly string[], start: number): boolean {
  let backslashes = 0
  for (let i = start - 1; i >= 0 && chars[i] === '\\'; i--) backslashes++
  return backslashes % 2 === 1
}

function foldLine(line: string): FoldedLine {
  const chars: string[] = []
  const offsets: number[] = []
  const push = (char: string, at: number): void => {
    chars.push(char)
    offsets.push(at)
  }
  let index = 0
  while (index < line.length) {
    ENTITY.lastIndex = index
    const entity = line[index] === '&' ? ENTITY.exec(line) : null
    if (entity) {
      push(':', index)
      index += entity[0].length
      continue
    }
    const char = String.fromCodePoint(line.codePointAt(index) as number)
    if (COLON_SET.has(char)) {
      push(':', index)
      if (char === '∷') push(':', index)
    } else if (SLIP_SET.has(char)) push(';', index)
    else if (BLANK.test(char)) push(' ', index)
    else if (!SKIPPED.test(char)) {
      for (const piece of char.normalize('NFKD').toLowerCase()) {
        if (!SKIPPED.test(piece)) push(LOOK_ALIKES[piece] ?? piece, index)
      }
    }
    index += char.length
  }
  return { chars, offsets, length: line.length }
}

/** Letters of other scripts, digits and signs that stand for the letters of the three names. */
const LOOK_ALIKES: Record<string, string> = Object.fromEntries(
  Object.entries({
    a: 'аαɑ@4',
    b: 'Ьвβ6',
    e: 'еєεҽ℮3',
    g: 'ԍɡ9',
    i: 'іιıɩ1!|',
    l: 'ӏⅼǀ',
    m: 'мⅿ',
    n: 'пոη',
    o: 'оοօ0',
    r: 'гᴦ',
    t: 'тτ7',
  }).flatMap(([letter, others]) => [...others].map((other) => [other, letter])),
)

const NAMES = ['agent', 'agents', 'internal', 'internals', 'embargo', 'embargoed']
const NAME_STEMS = ['agent', 'internal', 'embargo']
const CHINESE_NAMES =
  /内部|內部|坐席|座席|客服|专员|專員|保密|机密|機密|禁运|禁運|禁发|禁發|未发布|未發布|未公开|未公開|未上线|未上線|封锁|限时公开/

function resemblesName(word: string): boolean {
  if (CHINESE_NAMES.test(word)) return true
  if (word.length < 3 || word.length > 40) return false
  if (NAME_STEMS.some((stem) => word.startsWith(stem))) return true
  const letters = word.replaceAll(/[-_]/g, '')
  return NAMES.some((name) => editDistance(letters, name) <= (name.startsWith('agent') ? 1 : 2))
}
