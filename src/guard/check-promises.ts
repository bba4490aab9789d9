import { overlapOf, readSaid } from '../compose/overlap.ts'
import type { Passage } from '../retrieval/types.ts'
import { type Sentence, splitSentences } from '../text/sentences.ts'
import type { Span } from '../text/types.ts'

const SURE =
  /保[证證]|一定(?:能|会|會|可以|给|給|帮|幫)|肯定(?:能|会|會|可以|给|給)|[绝絕][对對](?:能|会|會|可以|不会|没|沒)|百分之?百|100%|包(?:您|你|退|赔)|打包票|必定|马上(?:就)?(?:能|会)到账|立(?:刻|即)(?:就)?(?:能|会)(?:到账|退)|\b(?:guarantee[ds]?|promise|definitely|certainly|for sure|100 ?%|without (?:fail|doubt)|absolutely)\b/i
const OUTCOME =
  /到账|到帳|入[账帳]|退(?:款|费|費|钱|錢|还|還|到)|解[决決]|赔(?:偿|付)?|[补補](?:偿|償|发|给)|通过|成功|批(?:下来|准)|搞定|恢复|解(?:封|冻)|免(?:费|除|单)|减免|返还|赠送|优惠|升级|\b(?:refund\w*|full amount|money back|compensat\w*|resolv\w*|arriv\w*|credit\w*|approv\w*|restor\w*|unlock\w*|waiv\w*|free|fix\w*|success\w*|get (?:it|your money) back)\b/i

/** So much of a sentence in one of a passage that is as sure: then the passage promises it. */
const PROMISED = 0.6

/** Outcomes promised for certain which no passage promises. */
export function findPromises(text: string, passages: Pick<Passage, 'text'>[]): Span[] {
  const promising = splitSentences(text).filter(isPromise)
  if (promising.length === 0) return []
  const known = passages
    .flatMap((passage) => splitSentences(passage.text).filter(isPromise))
    .map((sentence) => readSaid(sentence.text))
  return promising
    .filter((sentence) => !known.some((said) => overlapOf(sentence.text, said) >= PROMISED))
    .map(({ start, end }) => ({ start, end }))
}

function isPromise({ text }: Sentence): boolean {
  return SURE.test(text) && OUTCOME.test(text)
}
