import { isStopWord } from '../../retrieval/stop-words.ts'
import { foldText } from '../../text/fold.ts'
import { tokenize } from '../../text/tokens.ts'
import { inMainlandWords } from '../alike/regional-words.ts'
import type { CaseGroup, SolvedCase } from './types.ts'

/** What is asked weighs more than what was answered; both tell whether two cases are one matter. */
const QUESTION_WEIGHT = 0.6
/** From this likeness to the cases of a group on, on average, a case belongs to it. */
const SAME = 0.25
/** Questions that are so much alike need no like answers. */
const SAME_QUESTION = 0.55

type Vector = Map<string, number>
type Read = { one: SolvedCase; question: Vector; answer: Vector }

/**
 * Groups cases by what they are about: rare words and character pairs that questions share, and answers. Languages
 * stay apart, both Chinese scripts do not. The largest group first; cases of a group oldest first.
 */
export function groupCases(cases: readonly SolvedCase[]): CaseGroup[] {
  const ordered = cases.toSorted(
    (a, b) => a.at.getTime() - b.at.getTime() || a.conversation.localeCompare(b.conversation),
  )
  const groups: Read[][] = []
  for (const tongue of ['zh', 'en']) {
    const own = ordered.filter(({ lang }) => lang.startsWith(tongue))
    groups.push(...groupRead(read(own)))
  }
  return groups
    .map((group) => ({ cases: group.map(({ one }) => one), middle: middleOf(group) }))
    .sort((a, b) => b.cases.length - a.cases.length)
}

function groupRead(reads: readonly Read[]): Read[][] {
  const groups: Read[][] = []
  for (const one of reads) {
    let best: Read[] | undefined
    let bestLikeness = 0
    for (const group of groups) {
      const likeness = mean(group.map((other) => likenessOf(one, other)))
      if (likeness > bestLikeness) [best, bestLikeness] = [group, likeness]
    }
    if (best !== undefined && bestLikeness >= SAME) best.push(one)
    else groups.push([one])
  }
  return groups
}

function likenessOf(a: Read, b: Read): number {
  const question = cosine(a.question, b.question)
  if (question >= SAME_QUESTION) return question
  return QUESTION_WEIGHT * question + (1 - QUESTION_WEIGHT) * cosine(a.answer, b.answer)
}

function middleOf(group: readonly Read[]): SolvedCase {
  const scored = group.map((one) => ({
    one: one.one,
    likeness: mean(group.map((other) => (other === one ? 0 : likenessOf(one, other)))),
  }))
  return scored.reduce((best, next) => (next.likeness > best.likeness ? next : best)).one
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function read(cases: readonly SolvedCase[]): Read[] {
  const questions = cases.map(({ question }) => piecesOf(question))
  const answers = cases.map(({ answer }) => piecesOf(answer.join('\n')))
  const [ofQuestions, ofAnswers] = [rarity(questions), rarity(answers)]
  return cases.map((one, at) => ({
    one,
    question: vectorOf(questions[at]!, ofQuestions),
    answer: vectorOf(answers[at]!, ofAnswers),
  }))
}

/** Content words by their stem and, of Chinese, pairs of characters. */
function piecesOf(text: string): Set<string> {
  const folded = inMainlandWords(foldText(text.replaceAll(/⟦[^⟧]*⟧/gu, ' ')))
  const { words, bigrams } = tokenize(folded)
  const own = words.filter((word) => !isStopWord(word))
  const han = own.filter((word) => /\p{Script=Han}/u.test(word)).join(' ')
  return new Set([...own, ...bigrams.filter((pair) => han.includes(pair))])
}

/** Of few cases every piece is rare: the share is smoothed, so that what all of them say still counts for something. */
function rarity(all: readonly Set<string>[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const pieces of all)
    for (const piece of pieces) counts.set(piece, (counts.get(piece) ?? 0) + 1)
  const weights = new Map<string, number>()
  for (const [piece, count] of counts)
    weights.set(piece, Math.log(1 + (all.length + 5) / (count + 0.5)))
  return weights
}

function vectorOf(pieces: ReadonlySet<string>, weights: ReadonlyMap<string, number>): Vector {
  const length = Math.sqrt([...pieces].reduce((sum, piece) => sum + weights.get(piece)! ** 2, 0))
  return new Map([...pieces].map((piece) => [piece, weights.get(piece)! / (length || 1)]))
}

function cosine(a: Vector, b: Vector): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let sum = 0
  for (const [piece, weight] of small) sum += weight * (large.get(piece) ?? 0)
  return sum
}
