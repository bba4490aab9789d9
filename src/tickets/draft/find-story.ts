import type { RequiredField } from '../../desk/types.ts'
import { foldText } from '../../text/fold.ts'
import { splitSentences } from '../../text/sentences.ts'
import { readActs } from './acts.ts'
import { isNoAnswer, withoutFillers } from './answer-text.ts'
import { type Candidate, firstSurest } from './candidate.ts'
import type { ExchangedTurn } from './exchange.ts'
import { kindOf } from './field-kinds.ts'
import { findLabelled, labelsOf } from './labels.ts'
import { isWish, rankProblem } from './problem.ts'
import { measure, type SaidSentence } from './sentences.ts'

/** Longest value, in characters; what goes beyond is left to the summary. */
const LONGEST = 120
/** Words of an answer that goes beyond what was asked. */
const LONG_ANSWER = 30

/** The problem in the customer's words: the sentence that tells most of it, and the one beside it where that is short. */
export function findProblem(
  sentences: readonly SaidSentence[],
  answerSeqs: ReadonlySet<number>,
): Candidate | null {
  const ranked = rankProblem(sentences, answerSeqs)
  const best = ranked[0]
  if (best === undefined || best.score < 0.35) return null
  const { sentence } = best
  const labelled = sentence.text.replace(
    /^.{0,6}(?:问题|問題|problem|issue|description)\s*[:：]\s*/iu,
    '',
  )
  const beside = ranked
    .slice(1, 4)
    .find(
      (other) =>
        other.sentence.seq === sentence.seq &&
        Math.abs(other.sentence.at - sentence.at) === 1 &&
        other.sentence.acts.need > 0 &&
        sentence.length < 14 &&
        !isWish(other.sentence),
    )
  const parts =
    beside === undefined ? [sentence] : [sentence, beside.sentence].sort((a, b) => a.at - b.at)
  const value =
    parts.length === 1 ? labelled : parts.map(({ text }) => text).join(joinerOf(sentence.text))
  return {
    value: value.slice(0, LONGEST),
    evidence: [sentence.seq],
    confidence: Math.min(0.9, 0.5 + best.score * 0.3),
  }
}

function joinerOf(text: string): string {
  return /\p{Script=Han}/u.test(text) ? '，' : '. '
}

/** What the customer wants done: their answer to that question, else a wish they voiced. */
export function findRequest(
  field: RequiredField,
  turns: readonly ExchangedTurn[],
  sentences: readonly SaidSentence[],
): Candidate | null {
  const asked = storyAnswer(field, turns)
  if (asked !== null) return asked
  const wishes = sentences.filter((one) => one.speaker === 'customer' && isWish(one))
  const best = wishes.at(-1)
  if (best === undefined) return null
  return { value: best.text.slice(0, LONGEST), evidence: [best.seq], confidence: 0.7 }
}

const USE =
  /(?:平时|平時|我都|我总|我總|我常|经常|經常|每次|每天|每晚|有时|有時|的时候|的時候|通勤|睡前|上班|因为|因為)|\b(?:when|whenever|every (?:day|evening|time|night)|usually|often|because|i (?:keep|have|always|listen|read|use))\b/iu

/** In what situation something would help. */
export function findScene(
  field: RequiredField,
  turns: readonly ExchangedTurn[],
  sentences: readonly SaidSentence[],
  problemSeqs: readonly number[],
  problem: string,
): Candidate | null {
  const asked = storyAnswer(field, turns)
  if (asked !== null) return asked
  const told = sentences.filter(
    ({ speaker, text, length, acts }) =>
      speaker === 'customer' &&
      length >= 6 &&
      !acts.isQuestion &&
      !problem.includes(text) &&
      USE.test(foldText(text)) &&
      !/@/.test(text),
  )
  const best = told.find(({ seq }) => problemSeqs.includes(seq)) ?? told[0]
  if (best === undefined) return null
  return { value: best.text.slice(0, LONGEST), evidence: [best.seq], confidence: 0.65 }
}

/** A told answer: whole sentences, fillers left out. */
function storyAnswer(field: RequiredField, turns: readonly ExchangedTurn[]): Candidate | null {
  const labels = labelsOf(field)
  const candidates: Candidate[] = []
  for (const turn of turns) {
    if (turn.speaker !== 'customer') continue
    const marked = findLabelled(turn.text, labels).find(({ from }) =>
      /[:：]\s*$/u.test(turn.text.slice(0, from)),
    )
    if (marked !== undefined) {
      const value = /^[^\n]*/u.exec(turn.text.slice(marked.from))?.[0].trim() ?? ''
      if (value !== '')
        candidates.push({ value: value.slice(0, LONGEST), evidence: [turn.seq], confidence: 0.85 })
    }
    if (!turn.asked.has(field.field)) continue
    const said = splitSentences(turn.text)
      .map(({ text }) => withoutFillers(text))
      .filter(
        (text) =>
          text.length > 1 &&
          !isNoAnswer(text) &&
          !readActs(text).isTalk &&
          !readActs(text).isForMachine,
      )
    if (said.length === 0 || said.every((text) => readActs(text).isQuestion && !isWish({ text })))
      continue
    // A long story is no answer to what should be done, unless it says so.
    const wish = said.find((text) => isWish({ text }))
    const isStory = said.reduce((sum, text) => sum + measure(text), 0) > LONG_ANSWER
    if (isStory && wish === undefined && kindOf(field) === 'request') continue
    const value = (isStory && wish ? wish : said.join(joinerOf(turn.text))).slice(0, LONGEST)
    const confidence = wish !== undefined ? 0.88 : 0.85
    candidates.push({ value, evidence: [turn.seq], confidence })
  }
  return firstSurest(candidates)
}
