import { hash } from 'node:crypto'
import { inOfficialTerms } from '../../copilot/official-terms.ts'
import type { GlossaryTerm } from '../../desk/types.ts'
import { isStopWord } from '../../retrieval/stop-words.ts'
import { tokenize } from '../../text/tokens.ts'

/** What a question asks about, as hashes of its pieces: sorted, each once. The question cannot be read back from it. */
export type Sketch = readonly number[]

/** From this likeness on two questions ask the same. */
const SAME = 0.6
/** With fewer pieces a question says too little to be told from others. */
const FEWEST = 2

/**
 * The sketch of a question: its content words by their stem and, of Chinese, pairs of characters; how it is asked left out, the
 * desk's own terms put in for what customers say. Null where it says too little.
 */
export function sketchOf(question: string, glossary: readonly GlossaryTerm[]): Sketch | null {
  const { words, bigrams } = tokenize(inOfficialTerms(question, glossary) ?? question)
  const own = words.filter((word) => !isStopWord(word))
  const han = own.filter((word) => /\p{Script=Han}/u.test(word)).join(' ')
  const pairs = bigrams.filter((pair) => han.includes(pair))
  const latin = own.filter((word) => !/\p{Script=Han}/u.test(word))
  const single = own.filter((word) => [...word].length === 1)
  const pieces = new Set([...latin, ...pairs, ...single])
  if (pieces.size < FEWEST) return null
  return [...new Set([...pieces].map(printOf))].sort((a, b) => a - b)
}

/** Whether two questions ask the same, judged by what they share (Dice's coefficient). */
export function isSameQuestion(a: Sketch, b: Sketch): boolean {
  return likeness(a, b) >= SAME
}

/** 0 to 1. */
export function likeness(a: Sketch, b: Sketch): number {
  if (a.length === 0 || b.length === 0) return 0
  const known = new Set(a)
  let shared = 0
  for (const piece of b) if (known.has(piece)) shared++
  return (2 * shared) / (a.length + b.length)
}

/** 31 bits: a PostgreSQL integer, never negative. */
function printOf(piece: string): number {
  return Number.parseInt(hash('sha256', `ask ${piece}`, 'hex').slice(0, 8), 16) >>> 1
}
