import { overlapOf } from '../compose/overlap.ts'
import type { Passage } from '../retrieval/types.ts'
import { splitSentences } from '../text/sentences.ts'
import { specificKeys } from '../text/specifics.ts'

/** A draft that has so much of its words from a passage tells that passage. */
const TELLS = 0.6
/** A condition, fee, deadline, exception. */
const CONDITION =
  /须|需|必须|不能|不可|不得|除外|仅限?|只能|只限|以内|之前|之后|不予|手续费|费用|最低|最高|最多|至少|超过|逾期|期限|有效|截止|否则|\b(?:must|only|except|unless|within|at least|at most|fee|deadline|expire|before|after|cannot|not possible|required|limit|otherwise)\b/i
/** Words of a condition that have to be there for it to be told. */
const TOLD = 0.5
const MOST_NAMED = 2

/** Conditions of the passage a draft tells, that it leaves out. Empty when it tells no passage. */
export function findMissingConditions(text: string, passages: Pick<Passage, 'text'>[]): string[] {
  const told = passages.find((passage) => sharedWith(text, passage.text) >= TELLS)
  if (told === undefined) return []
  const said = specificKeys(text)
  return splitSentences(plain(told.text))
    .map((sentence) => sentence.text.replace(/^(?:[-*+•]|\d+[.)]|#+)\s*/, ''))
    .filter((sentence) => CONDITION.test(sentence) && specificKeys(sentence).size > 0)
    .filter(
      (sentence) =>
        ![...specificKeys(sentence)].every((key) => said.has(key)) ||
        overlapOf(sentence, text) < TOLD,
    )
    .slice(0, MOST_NAMED)
}

/** Share of a draft's own sentences that stand in a passage. */
function sharedWith(text: string, passage: string): number {
  const sentences = splitSentences(text).filter((sentence) => sentence.text.length > 8)
  if (sentences.length === 0) return 0
  return (
    sentences.filter((sentence) => overlapOf(sentence.text, passage) >= TELLS).length /
    sentences.length
  )
}

function plain(markdown: string): string {
  return markdown
    .replaceAll(/\*\*|__|`/g, '')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^\|.*\|$/gm, '')
}
