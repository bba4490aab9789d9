import type { GlossaryTerm } from '../../desk/types.ts'
import { type Frame, readFrame } from './question-frame.ts'
import { termsOf, VIEWS, type View } from './question-terms.ts'

/** A question as what it is compared by. */
export type Read = {
  /** Its terms, rising; `weights` belong to them and have the length 1 together. */
  ids: Int32Array
  weights: Float32Array
  /** Length of what stands in each view, in the order of `VIEWS`, and of its content. */
  viewLengths: Float64Array
  contentLength: number
  frame: Frame
  /** Characters, a Chinese one counting for two. */
  size: number
}

/** Questions as vectors of one space. */
export type Space = {
  reads: readonly Read[]
  /** The view of a term, as its place in `VIEWS`. */
  viewOf: Uint8Array
  /** Whether a term says what a question is about: words and pairs of characters that are no stop words. */
  isContent: Uint8Array
}

/** In how many texts of a larger collection a word stands: what is rare there is telling here. */
export type Background = { texts: number; countOf: (word: string) => number }

/** What a term of each view counts, relative to a word. */
const VIEW_WEIGHTS: Record<View, number> = {
  word: 1,
  bigram: 0.5,
  character: 0.5,
  fragment: 0.25,
  pair: 0.4,
}
const STOP = 0.4
/** Of so many questions their own counts say as much as the background. */
const FEW = 200
const CONTENT: ReadonlySet<View> = new Set(['word', 'bigram'])

type Known = { id: number; text: string; view: View; isStop: boolean; count: number }

/** Reads questions: rare terms weigh more, by how rare they are among these questions and in the background. */
export function readQuestions(
  questions: readonly string[],
  glossary: readonly GlossaryTerm[],
  background?: Background,
): Space {
  const known = new Map<string, Known>()
  const all = questions.map((question) =>
    termsOf(question, glossary).map(({ view, text, isStop }) => {
      const name = `${VIEWS.indexOf(view)}${text}`
      const term = known.get(name) ?? { id: known.size, text, view, isStop, count: 0 }
      known.set(name, term)
      term.count++
      return term
    }),
  )
  const rarity = rarityAmong(questions.length, background)
  const weights = new Float64Array(known.size)
  const viewOf = new Uint8Array(known.size)
  const isContent = new Uint8Array(known.size)
  for (const term of known.values()) {
    const { id, view, isStop } = term
    weights[id] = rarity(term) * VIEW_WEIGHTS[view] * (isStop ? STOP : 1)
    viewOf[id] = VIEWS.indexOf(view)
    isContent[id] = Number(CONTENT.has(view) && !isStop)
  }
  const reads = questions.map((question, at): Read => {
    const ids = Int32Array.from(all[at]!, ({ id }) => id).sort()
    const length = Math.hypot(...Array.from(ids, (id) => weights[id]!)) || 1
    const own = Float32Array.from(ids, (id) => weights[id]! / length)
    const viewLengths = new Float64Array(VIEWS.length)
    let contentLength = 0
    for (const [i, id] of ids.entries()) {
      viewLengths[viewOf[id]!]! += own[i]! ** 2
      contentLength += isContent[id]! * own[i]! ** 2
    }
    return {
      ids,
      weights: own,
      viewLengths: viewLengths.map(Math.sqrt),
      contentLength,
      frame: readFrame(question),
      size: sizeOf(question),
    }
  })
  return { reads, viewOf, isContent }
}

function rarityAmong(questions: number, background: Background | undefined) {
  const share = questions / (questions + FEW)
  return ({ count, view, text }: Known): number => {
    const own = Math.log(1 + (questions + 5) / (count + 0.5))
    if (!background || background.texts === 0 || view !== 'word') return own
    // Of few questions every word is rare: the background says which of them are.
    const there = Math.log(1 + (background.texts + 5) / (background.countOf(text) + 0.5))
    return share * own + (1 - share) * there
  }
}

function sizeOf(text: string): number {
  let size = 0
  for (const character of text) size += /\p{Script=Han}/u.test(character) ? 2 : 1
  return size
}
