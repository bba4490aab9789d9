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
  const said = weightOf(rest.replaceAll(KIND_WORDS, ' ').replaceAll(FILLERS, ' '))
  if (CHECKS.test(rest)) return
  if (REQUEST.test(rest) || READ_BACK.test(rest) || (said > 1 && isQuestion(rest)))
    yield 'confirming'
  else if (said >= LEAST_SAID || LOOKING_UP.test(rest) || INSTRUCTION.test(rest)) yield 'solving'
}

const MARKED = /[?]\s*$|(?:吗|么|呢|不|没有)[\s.。]*$/u
const ASKING_HAN =
  /(?:什么|哪|多少|几|是否|是不是|有没有|怎么|如何|为何)[\p{Script=Han}]{0,6}[\s.。呢啊呀]*$/u
const ASKING_ENGLISH =
  /(?:^|[,;]|\b(?:and|so|okay|ok|please|thanks|first|also|then)\b)\s*(?:(?:what|which|when|where|who|whose)(?:'s| is| was| are| were| did| do| does| \w+ (?:is|are|was|were|do|did|have|has|are you|were you))|how (?:many|much|long|old|often)|(?:do|did|have|has|are|were|is|was) (?:you|it|the|your|there|this|that))\b/u

function isQuestion(sentence: string): boolean {
  return MARKED.test(sentence) || ASKING_HAN.test(sentence) || ASKING_ENGLISH.test(sentence)
}

/** How much is said: marks and the digits of an order number say nothing by themselves. */
function weightOf(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const words = text.match(/\p{Script=Latin}[\p{Script=Latin}'’]*(?!\d)/gu)?.length ?? 0
  return han + words * 2
}
