import { readSmallTalk } from '../../compose/small-talk.ts'
import { knownPhrases } from '../../copilot/known-phrases.ts'
import { maskText } from '../../copilot/mask-turns.ts'
import type { Desk } from '../../desk/types.ts'
import { foldText } from '../../text/fold.ts'
import { detectLanguage } from '../../text/language.ts'
import { splitSentences } from '../../text/sentences.ts'
import type { Lang } from '../../text/types.ts'
import { cleanQuestion } from '../learn/clean-question.ts'
import type { SaidTurn, SolvedCase } from './types.ts'

/** Said while looking something up, greeting or closing: no part of an answer. */
const COURTESY =
  /^(?:您好|你好|請稍|请稍|请您稍|麻烦您稍|麻煩您稍|稍等|好的|感谢|感謝|谢谢|謝謝|不客气|不客氣|抱歉|很抱歉|非常抱歉|对不起|對不起|不好意思|请问|請問|还有|還有|祝您|再见|再見|hello|hi\b|dear|thank|please (?:hold|wait|allow|bear)|one moment|sorry|i am sorry|i'm sorry|is there anything|have a|you're welcome|you are welcome|goodbye|may i|could you)/
/** Asks the customer something. */
const ASKING = /[?？]\s*$|(?:吗|嗎|呢)[。.!！]?\s*$/
const SHORTEST = 6
const MOST_SENTENCES = 12
/** The customer was not content in the end. */
const UNSOLVED =
  /(?:还是|還是|仍然?|依然)(?:不行|没|沒|不能|不可以|一样|一樣)|没有?解决|沒有?解決|没用|沒用|不管用|投诉|投訴|\bstill (?:not|doesn't|does not|no)\b|\bdid ?n'?t (?:help|work)\b|\bnot solved\b|\bcomplain/

/** Null where nothing plain was asked, nothing was answered, or the customer left unsolved. */
export function readCase(
  talk: {
    conversation: string
    ticket: string | null
    at: Date
    lang: Lang | null
    module: string | null
    isConfirmed: boolean
  },
  turns: readonly SaidTurn[],
  desk: Desk,
): SolvedCase | null {
  const first = turns.findIndex(
    ({ speaker, text }) => speaker === 'customer' && readSmallTalk(text) === null,
  )
  if (first === -1) return null
  const replied = turns.findIndex(({ speaker }, at) => at > first && speaker === 'agent')
  if (replied === -1) return null
  const asked = turns.slice(first, replied).filter(({ speaker }) => speaker === 'customer')
  const question = cleanQuestion(asked.map(({ text }) => text).join('\n'))
  if (question === null) return null
  const last = turns.findLast(({ speaker }) => speaker === 'customer')
  if (!talk.isConfirmed && last !== undefined && UNSOLVED.test(foldText(last.text))) return null
  const lang = talk.lang ?? detectLanguage(question)
  const answer = answerOf(turns.slice(replied), desk, lang)
  if (answer.length === 0) return null
  const { conversation, ticket, at, module } = talk
  return { conversation, ticket, at, lang, module, question, answer }
}

function answerOf(turns: readonly SaidTurn[], desk: Desk, lang: Lang): string[] {
  const phrases = new Set([...knownPhrases(desk, lang, {})].map(foldText))
  const said = turns
    .filter(({ speaker, text }) => speaker === 'agent' && !phrases.has(foldText(text.trim())))
    .flatMap(({ text }) => splitSentences(maskText(text)).map((sentence) => sentence.text.trim()))
    .filter((sentence) => isAnswering(sentence, phrases))
  return [...new Set(said)].slice(0, MOST_SENTENCES)
}

function isAnswering(sentence: string, phrases: ReadonlySet<string>): boolean {
  const folded = foldText(sentence)
  return (
    [...folded].length >= SHORTEST &&
    !COURTESY.test(folded) &&
    !ASKING.test(folded) &&
    !phrases.has(folded)
  )
}
