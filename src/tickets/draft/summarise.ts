import { findSpecifics } from '../../text/specifics.ts'
import { centrality } from './centrality.ts'
import { pickVaried } from './pick-varied.ts'
import { isWish, rankProblem } from './problem.ts'
import type { SaidSentence } from './sentences.ts'
import { SENTENCE_KINDS, type SentenceKind } from './types.ts'

/** A sentence of the conversation chosen for the summary. */
export type ChosenSentence = { kind: SentenceKind; sentence: SaidSentence }

/**
 * Lengths, in Chinese characters (an English word counts as 1.6). Fitted on one half of each of four public sets
 * (evals/reports/summaries.md), 2026-11-22.
 */
export const LENGTHS = {
  /** Of a service conversation: share of what was said, least and most. */
  service: { share: 0.5, least: 50, most: 180 },
  /** Of other talk: `factor` × length ^ `power`. */
  talk: { factor: 2.3, power: 0.58, least: 20, most: 220 },
  /** How many sentences may tell the problem. */
  problem: 2,
}

/** Chooses what a summary tells, in the order it is told: by what a sentence does where somebody is being helped, else by what the talk turns on. `answerSeqs`: turns that only answer a question for a fact. */
export function chooseSentences(
  sentences: readonly SaidSentence[],
  answerSeqs: ReadonlySet<number> = new Set(),
): ChosenSentence[] {
  const isService = ['agent', 'customer'].every((side) =>
    sentences.some(({ speaker }) => speaker === side),
  )
  return isService ? chooseService(sentences, answerSeqs) : chooseTalk(sentences)
}

/** What its length counts against the length of a summary. */
export function weightOf({ text, length }: Pick<SaidSentence, 'text' | 'length'>): number {
  return /\p{Script=Han}/u.test(text) ? length : length * 1.6
}

function chooseService(
  sentences: readonly SaidSentence[],
  answerSeqs: ReadonlySet<number>,
): ChosenSentence[] {
  const { share, least, most } = LENGTHS.service
  const total = sentences.reduce((sum, one) => sum + weightOf(one), 0)
  const budget = Math.min(most, Math.max(least, total * share))
  const problems = rankProblem(sentences, answerSeqs)
    .filter(
      ({ score, sentence }, at) => at === 0 || (score > 0.75 && tellsMore(sentence, answerSeqs)),
    )
    .slice(0, LENGTHS.problem)
    .map(({ sentence }) => sentence)
  const chosen: ChosenSentence[] = problems.map((sentence) => ({ kind: 'problem', sentence }))
  let used = problems.reduce((sum, one) => sum + weightOf(one), 0)
  const ranks = centrality(sentences.map(({ terms }) => terms))
  const start = problems[0]?.at ?? 0
  const rest = sentences
    .filter((sentence) => !problems.includes(sentence) && !isBareAnswer(sentence, answerSeqs))
    .map((sentence) => ({
      sentence,
      kind: kindOfSentence(sentence, start),
      score: tells(sentence, ranks[sentence.at] ?? 0, start),
    }))
    .filter(({ kind, score }) => kind !== null && score > 0.2)
  pickVaried(rest, sentences, problems, ({ sentence, kind }, worth) => {
    if (worth <= 0.1 || kind === null) return 'stop'
    const weight = weightOf(sentence)
    const isDue = kind === 'promise' || kind === 'result'
    if (used + weight > budget * (isDue ? 1.3 : 1) && used > 0) return false
    chosen.push({ kind, sentence })
    used += weight
    return true
  })
  return inOrder(chosen)
}

/** Beside the sentence that tells the problem best: more of it, not a device or a number. */
function tellsMore(sentence: SaidSentence, answerSeqs: ReadonlySet<number>): boolean {
  return !isBareAnswer(sentence, answerSeqs) && (sentence.acts.need > 0 || sentence.length >= 12)
}

/** A fact that stands among the fields. */
function isBareAnswer({ seq, text }: SaidSentence, answerSeqs: ReadonlySet<number>): boolean {
  return answerSeqs.has(seq) && !isWish({ text })
}

/** Opens what the customer is asked to do. */
const ORDER = /^(?:请|請|麻烦|麻煩|注意|记得|記得|届时|屆時|please|make sure|remember|kindly)/iu

/** What a sentence is in the summary of a service conversation; `null` where it is nothing of it. */
function kindOfSentence(
  { speaker, acts, at, length, text }: SaidSentence,
  start: number,
): SentenceKind | null {
  if (acts.isQuestion && !(speaker === 'customer' && acts.need > 0)) return null
  if (speaker === 'customer') {
    if (acts.result > 0 && at > start + 1) return 'result'
    return acts.need > 0 && length >= 5 ? 'problem' : null
  }
  if (at < start) return null
  if (acts.promise > 0) return 'promise'
  if (acts.done > 0) return 'done'
  if (acts.result > 0) return 'result'
  if (acts.step > 0 && ORDER.test(text)) return 'next-step'
  return length >= 4 ? 'done' : null
}

/** How much a sentence belongs into the summary of a service conversation. */
function tells(sentence: SaidSentence, central: number, start: number): number {
  const { speaker, acts, length, text, at } = sentence
  const size = Math.min(1, length / 14)
  const figures = findSpecifics(text).length > 0 ? 0.1 : 0
  if (speaker === 'customer') {
    if (acts.result > 0 && at > start + 1) return 0.55 + 0.2 * size
    return 0.1 + 0.25 * acts.need + 0.15 * size + 0.1 * central
  }
  const act = Math.max(acts.promise * 0.35, acts.done * 0.3, acts.step * 0.3, acts.result * 0.3)
  return 0.3 + act + 0.3 * size + 0.2 * central + figures
}

function inOrder(chosen: ChosenSentence[]): ChosenSentence[] {
  const place = ({ kind }: ChosenSentence) => SENTENCE_KINDS.indexOf(kind)
  return chosen.sort((a, b) => place(a) - place(b) || a.sentence.at - b.sentence.at)
}

/** Weights of what makes a sentence of any talk worth telling. */
export const TALK = { central: 1, early: 0.5, size: 0.45, figures: 0.05, shortTalk: 10 }

function chooseTalk(sentences: readonly SaidSentence[]): ChosenSentence[] {
  const { factor, power, least, most } = LENGTHS.talk
  const total = sentences.reduce((sum, one) => sum + weightOf(one), 0)
  const budget = Math.min(most, Math.max(least, factor * total ** power))
  const ranks = centrality(sentences.map(({ terms }) => terms))
  const rest = sentences.map((sentence) => ({
    sentence,
    score: talkScore(sentence, ranks[sentence.at] ?? 0, sentences.length),
  }))
  const chosen: ChosenSentence[] = []
  let used = 0
  pickVaried(rest, sentences, [], ({ sentence }) => {
    if (used >= budget) return 'stop'
    const weight = weightOf(sentence)
    if (used > 0 && used + weight > budget * 1.25) return false
    chosen.push({ kind: 'problem', sentence })
    used += weight
    return true
  })
  return chosen.sort((a, b) => a.sentence.at - b.sentence.at)
}

function talkScore({ at, length, text }: SaidSentence, central: number, count: number): number {
  const early = 1 - at / Math.max(1, count)
  // A short talk comes to its point at once, a long one opens with greetings and introductions.
  const openingCounts = Math.min(1, TALK.shortTalk / Math.max(1, count)) ** 2
  const size = Math.min(1, length / 16)
  const figures = findSpecifics(text).length > 0 ? 1 : 0
  return (
    TALK.central * central +
    TALK.early * openingCounts * early ** 2 +
    TALK.size * size +
    TALK.figures * figures
  )
}
