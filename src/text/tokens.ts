import { stemmer } from 'stemmer'
import { foldText } from './fold.ts'

/** One text seen in several ways, each in reading order and with repetitions. Everything is folded. */
export type Tokens = {
  /** Latin words by their Porter stem, numbers, and Chinese words. */
  words: string[]
  /** Two words that stand side by side: `refund polici`, `退 会员`. */
  pairs: string[]
  /** Chinese characters one by one. */
  characters: string[]
  /** Two Chinese characters side by side. */
  bigrams: string[]
  /** Four letters in a row of a Latin word, its edges marked: `_ref` `refu` … `und_`. Bridges typos and inflection. */
  fragments: string[]
}

/** A longer run of letters is no word; only its beginning is kept. */
const MAX_WORD = 48
const FRAGMENT = 4

const SCRIPT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]/u
/** A run of Chinese (or Japanese), a number with its separators, or a run of letters. */
const RUN =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+|\p{N}+(?:[.,:]\p{N}+)*|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー])[\p{L}\p{M}])+(?:'(?:s|t|re|ve|ll|d|m)(?![\p{L}\p{M}]))?/gu

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })

/** Cuts text into what is compared. `text` need not be folded. */
export function tokenize(text: string): Tokens {
  const tokens: Tokens = { words: [], pairs: [], characters: [], bigrams: [], fragments: [] }
  let previous: { end: number; word: string } | null = null
  const folded = foldText(text)
  for (const match of folded.matchAll(RUN)) {
    const run = match[0]
    const words = SCRIPT.test(run) ? readChinese(run, tokens) : [readLatin(run, tokens)]
    for (const word of words) {
      tokens.words.push(word)
      if (previous && isSameClause(folded, previous.end, match.index)) {
        tokens.pairs.push(`${previous.word} ${word}`)
      }
      previous = { end: match.index + run.length, word }
    }
  }
  return tokens
}

function readChinese(run: string, tokens: Tokens): string[] {
  const characters = [...run]
  for (const [i, character] of characters.entries()) {
    tokens.characters.push(character)
    const next = characters[i + 1]
    if (next !== undefined) tokens.bigrams.push(character + next)
  }
  return Array.from(segmenter.segment(run), (part) => part.segment.slice(0, MAX_WORD))
}

function readLatin(run: string, tokens: Tokens): string {
  if (/^\p{N}/u.test(run)) return run.replaceAll(',', '').slice(0, MAX_WORD)
  const word = run.replace(/'.*$/u, '').slice(0, MAX_WORD)
  const marked = `_${word}_`
  for (let i = 0; i + FRAGMENT <= marked.length; i++) {
    tokens.fragments.push(marked.slice(i, i + FRAGMENT))
  }
  return stem(word)
}

const stems = new Map<string, string>()

/** Porter's stem of a folded word; words outside a–z stay as they are. */
export function stem(word: string): string {
  const known = stems.get(word)
  if (known !== undefined) return known
  const found = /^[a-z]{3,}$/.test(word) ? stemmer(word) : word
  if (stems.size > 100_000) stems.clear()
  stems.set(word, found)
  return found
}

/** Words with only spaces, a joining sign or nothing between them belong together. */
function isSameClause(text: string, from: number, to: number): boolean {
  if (to <= from) return true
  return to - from <= 2 && /^(?:\s*[-_/·]?\s*|\.)$/u.test(text.slice(from, to))
}
