import type { Span } from './types.ts'

export type Sentence = Span & { text: string }

/** Marks that end a sentence wherever they stand. */
const HAN_ENDS = new Set('。！？；…｡!?')
/** What may still belong to a sentence after its end mark: “……。” （……！） */
const CLOSERS = new Set('”’」』）】》〉〕］)]}"\'*_~`')
const OPENING_BRACKETS = new Set('（([【「『《“')
const CLOSING_BRACKETS = new Set('）)]】」』》”')
/** A list item, heading, table row or quotation begins here. */
const BLOCK_START =
  /^[ \t]*(?:[-*+•·●]\s|\d{1,3}[.)、．]\s?|[（(]?[一二三四五六七八九十]{1,3}[）)、]|#{1,6}\s|\||>)/u
const HAN = /\p{Script=Han}/u

/** Lower case, without the last full stop. */
const ABBREVIATIONS = new Set(
  'e.g|i.e|eg|ie|mr|mrs|ms|dr|prof|st|no|nos|approx|vs|cf|al|fig|sec|art|inc|ltd|co|corp|dept|est|ext|tel|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|hr|hrs|min|mins|max|u.s|u.k|a.m|p.m|incl|excl|resp|ver|vol|acct|ref'.split(
    '|',
  ),
)
/** These also close sentences; they do so when a capital follows. */
const CLOSING_ABBREVIATIONS = new Set([
  'a.m',
  'p.m',
  'u.s',
  'u.k',
  'inc',
  'ltd',
  'co',
  'corp',
  'min',
  'mins',
  'hr',
  'hrs',
  'max',
  'sat',
  'sun',
  'no',
  'art',
  'est',
  'mar',
  'st',
  'sec',
  'fig',
])

/**
 * Splits Chinese and English text into sentences with their offsets. Sentences come in order and do not
 * overlap; what lies between them is white space only, so sentences and gaps joined give back the text.
 */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = []
  let start = 0
  let depth = 0
  let at = 0
  while (at < text.length) {
    const char = text[at]!
    if (OPENING_BRACKETS.has(char)) depth++
    else if (CLOSING_BRACKETS.has(char)) depth = Math.max(0, depth - 1)
    const end = char === '\n' ? lineEnd(text, at) : sentenceEnd(text, at, start, depth)
    if (end === null) {
      at++
      continue
    }
    push(sentences, text, start, end)
    start = end
    at = end
    depth = 0
  }
  push(sentences, text, start, text.length)
  return sentences
}

function push(sentences: Sentence[], text: string, from: number, to: number): void {
  let start = from
  let end = to
  while (start < end && /\s/.test(text[start]!)) start++
  while (end > start && /\s/.test(text[end - 1]!)) end--
  if (start < end) sentences.push({ start, end, text: text.slice(start, end) })
}

/** A blank line, or a line that opens a block, ends what came before; a mere wrap does not. */
function lineEnd(text: string, at: number): number | null {
  const rest = text.slice(at + 1, at + 40)
  return /^[ \t]*(?:\n|$)/.test(rest) || BLOCK_START.test(rest) ? at + 1 : null
}

function sentenceEnd(text: string, at: number, start: number, depth: number): number | null {
  const char = text[at]!
  if (char === '.') return fullStopEnd(text, at, start)
  if (!HAN_ENDS.has(char)) return null
  if (char === '；' && depth > 0) return null
  if ((char === '!' || char === '?') && isInsideAddress(text, at)) return null
  let end = at + 1
  while (end < text.length && (HAN_ENDS.has(text[end]!) || text[end] === '.')) end++
  return closersEnd(text, end)
}

function isInsideAddress(text: string, at: number): boolean {
  return /[\w/=&#-]/.test(text[at + 1] ?? '') && /[\w/]/.test(text[at - 1] ?? '')
}

function fullStopEnd(text: string, at: number, start: number): number | null {
  let end = at + 1
  while (text[end] === '.') end++
  end = closersEnd(text, end)
  const next = text[end]
  if (next === undefined) return end
  if (HAN.test(next))
    return HAN.test(text[at - 1] ?? '') || end > at + 1 ? end : endsWord(text, at, end)
  if (!/\s/.test(next)) return null
  const before = text.slice(Math.max(start, at - 12), at)
  if (/^\s*\d{1,3}$/.test(text.slice(start, at))) return null
  const word = /([\p{L}](?:[\p{L}.]*[\p{L}])?)$/u.exec(before)?.[1]?.toLowerCase() ?? ''
  const following = /\S/.exec(text.slice(end))?.[0] ?? ''
  if (/^\p{Ll}/u.test(following)) return null
  if (/^\p{L}$/u.test(word) && /^\p{Lu}/u.test(following) && word !== 'i') return null
  if (ABBREVIATIONS.has(word)) {
    return CLOSING_ABBREVIATIONS.has(word) && /^\p{Lu}/u.test(following) ? end : null
  }
  return end
}

/** `OK.好的` ends after the stop, `v2.正式版` does not. */
function endsWord(text: string, at: number, end: number): number | null {
  return /\p{L}/u.test(text[at - 1] ?? '') ? end : null
}

function closersEnd(text: string, from: number): number {
  let end = from
  while (end < text.length && CLOSERS.has(text[end]!)) end++
  return end
}
