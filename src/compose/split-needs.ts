import { foldText } from '../text/fold.ts'
import { splitSentences } from '../text/sentences.ts'
import { readSmallTalk } from './small-talk.ts'

const QUESTION =
  /[?？]|吗|么$|呢$|怎么|怎样|如何|什么|啥|哪|谁|几|多少|多久|为何|为什么|能不能|可不可以|可以.{0,12}(?:不|没)|是否|是不是|有没有|咋|\b(?:how|what|when|where|why|who|which|can|could|do|does|did|is|are|will|would|should|may)\b/
/** Between two questions of one sentence. */
const ANOTHER =
  /(?:另外|还有|还想(?:问|知道)|顺便(?:问)?|再问|以及|同时想|另(?=想问|问)|\b(?:also|another question|one more thing|and also|besides|additionally|in addition)\b)[，,:：\s]*/

/** At most so many needs of one burst are answered at once. */
const MOST_NEEDS = 3

/** Whether a text asks for something, judged by its words. */
export function isQuestion(text: string): boolean {
  return QUESTION.test(foldText(text))
}

/**
 * The separate needs in what a customer said in one go, in order; one element where it is one need.
 * A sentence that asks nothing belongs to the question after it, or, at the end, to the one before.
 */
export function splitNeeds(burst: string[]): string[] {
  const pieces = burst.flatMap((text) =>
    splitSentences(text).flatMap((sentence) => sentence.text.split(ANOTHER)),
  )
  const needs: string[] = []
  let before = ''
  for (const piece of pieces.map((text) => text.trim())) {
    if (piece === '' || readSmallTalk(piece) !== null) continue
    if (isQuestion(piece) && foldText(piece).replaceAll(/[^\p{L}\p{N}]/gu, '').length >= 4) {
      needs.push(joinPieces(before, piece))
      before = ''
    } else before = joinPieces(before, piece)
  }
  if (before !== '') {
    if (needs.length === 0) needs.push(before)
    else needs[needs.length - 1] = joinPieces(needs.at(-1)!, before)
  }
  return needs.length > MOST_NEEDS ? [pieces.join(' ')] : needs
}

function joinPieces(before: string, piece: string): string {
  return before === '' ? piece : `${before} ${piece}`
}
