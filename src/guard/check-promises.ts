import type { Passage } from '../retrieval/types.ts'
import { foldText } from '../text/fold.ts'
import { splitSentences } from '../text/sentences.ts'
import type { Span } from '../text/types.ts'

const SURE =
  /保证|一定(?:能|会|可以|给|帮)|肯定(?:能|会|可以|给)|绝对(?:能|会|可以|不会|没)|百分之?百|100%|包(?:您|你|退|赔)|打包票|必定|马上(?:就)?(?:能|会)到账|立(?:刻|即)(?:就)?(?:能|会)(?:到账|退)|\b(?:guarantee[ds]?|promise|definitely|certainly|for sure|100 ?%|without (?:fail|doubt)|absolutely)\b/i
const OUTCOME =
  /到账|退(?:款|费|钱|还)|解决|赔(?:偿|付)?|补(?:偿|发|给)|通过|成功|恢复|解(?:封|冻)|免(?:费|除|单)|减免|返还|赠送|优惠|升级|\b(?:refund\w*|compensat\w*|resolv\w*|arriv\w*|credit\w*|approv\w*|restor\w*|unlock\w*|waiv\w*|free|fix\w*|success\w*|get (?:it|your money) back)\b/i

/** Outcomes promised for certain which no passage promises. */
export function findPromises(text: string, passages: Pick<Passage, 'text'>[]): Span[] {
  const known = foldText(passages.map((passage) => passage.text).join('\n'))
  return splitSentences(text)
    .filter((sentence) => {
      const sure = SURE.exec(sentence.text)
      return sure !== null && OUTCOME.test(sentence.text) && !known.includes(foldText(sure[0]))
    })
    .map(({ start, end }) => ({ start, end }))
}
