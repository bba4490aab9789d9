import { foldText } from '../text/fold.ts'
import { splitSentences } from '../text/sentences.ts'
import type { StageName } from './events-types.ts'
import {
  CHECKS,
  CLOSING,
  FILLERS,
  GREETING,
  INSTRUCTION,
  KIND_WORDS,
  LISTENING,
  LOOKING_UP,
  OFFER,
  READ_BACK,
  REQUEST,
} from './stage-cues.ts'

/** What a longer turn does is said in its beginning. */
const MOST_READ = 1_500
/** A statement of so much says something: Chinese characters count one, words and numbers two. */
const LEAST_SAID = 7

/**
 * The steps of the service flow that an agent's turn takes, the last one last. Sentence by sentence: greeting, offering
 * to listen and taking leave are known by their words and taken out with the kind words around them; of the rest a
 * question or a read-back confirms, looking it up or stating something solves. Recognised speech has no marks, so
 * words decide, not the marks alone.
 */
export function readAgentActs(text: string): StageName[] {
  const acts = new Set<StageName>()
  const sentences = splitSentences(text.slice(0, MOST_READ))
  for (const sentence of sentences)
    for (const act of actsOf(foldText(sentence.text))) {
      acts.delete(act)
      acts.add(act)
    }
  return [...acts]
}

function* actsOf(sentence: string): Generator<StageName> {
  let rest = sentence
  const take = (cue: RegExp): boolean => {
    const before = rest
    rest = rest.replaceAll(cue, ' ')
    return rest !== before
  }
  if (take(CLOSING)) {
    yield 'closing'
    if (weightOf(rest.replaceAll(KIND_WORDS, ' ')) < LEAST_SAID * 2) return
  }
  if (take(GREETING)) yield 'greeting'
  if (take(OFFER)) {
    yield 'listening'
    return
  }
  if (take(LISTENING)) yield 'listening'
  const bare = rest.replaceAll(KIND_WORDS, ' ').replaceAll(FILLERS, ' ').trim()
  const said = weightOf(bare)
  if (CHECKS.test(rest)) {
    if (said >= LEAST_SAID * 2) yield 'solving'
    return
  }
  if (
    REQUEST.test(rest) ||
    READ_BACK.test(rest) ||
    (said > 1 && (isQuestion(rest) || isQuestion(bare)))
  )
    yield 'confirming'
  else if (said >= LEAST_SAID || LOOKING_UP.test(rest) || INSTRUCTION.test(rest)) yield 'solving'
}

/** 呢 asks after a word or two, '那订单号呢'; behind a statement it only softens: 不会掉的呢. */
const MARKED = /[?]\s*$|(?:吗|么|不|没有)[\s.。]*$|(?:^|[，,。])[^，,。]{1,6}(?<!的)呢[\s.。]*$/u
const ASKING_HAN =
  /请问(?!您?(?:还)?有什么)|(?:什么|哪|多少|几|是否|是不是|有没有|怎么|如何|为何)[\p{Script=Han}]{0,6}[\s.。呢啊呀]*$/u
const ASKING_ENGLISH =
  /(?:^|[,;]|\b(?:and|so|okay|ok|please|thanks|first|also|then)\b)\s*(?:(?:what|which|when|where|who|whose)(?:'s| is| was| are| were| did| do| does| \w+ (?:is|are|was|were|do|did|have|has|are you|were you))|how (?:many|much|long|old|often)|(?:do|did|have|has|are|were|is|was) (?:you|it|the|your|there|this|that))\b|\bwhat(?:'s| is| was) your\b|\b(?:is|was|are) (?:that|it|this) (?:the|your|a|still) \w+$/u

function isQuestion(sentence: string): boolean {
  return MARKED.test(sentence) || ASKING_HAN.test(sentence) || ASKING_ENGLISH.test(sentence)
}

/** How much is said: marks and the digits of an order number say nothing by themselves. */
function weightOf(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const words = text.match(/\p{Script=Latin}[\p{Script=Latin}'’]*(?!\d)/gu)?.length ?? 0
  return han + words * 2
}
