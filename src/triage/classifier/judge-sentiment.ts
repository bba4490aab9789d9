import type { Turn } from '../../conversations/types.ts'
import type { Taxonomy } from '../../desk/types.ts'
import { foldText } from '../../text/fold.ts'
import { readMood, UPSET } from '../mood.ts'
import { customerTurns } from './classify-turns.ts'
import { cuesIn } from './match-rules.ts'
import type { Finding } from './triage-types.ts'

const PLEASED =
  /(?:太|非常|很|真|十分)(?:好|棒|感谢|谢谢|满意|贴心|专业|耐心|有耐心|给力|快)(?!.{0,2}(?:吗|么|不))|(?:解决|搞定|可以|好|弄好|到账)了.{0,8}(?:谢|感谢|辛苦)|辛苦(?:你|您|了)|点赞|好评|满意|感谢|\b(?:thank(?:s| you) (?:so|very) much|thanks a lot|great (?:help|service|job)|very helpful|perfect|awesome|wonderful|excellent|amazing|appreciate|you(?:'ve| have) been|much appreciated)\b/
const NOT_PLEASED = /不(?:太|很|怎么)?满意|不(?:感)?谢|\bnot (?:\w+ )?(?:happy|satisfied|helpful)\b/

/** That the desk's own words tell rightly. */
const BY_DESK = 0.85

/**
 * How the customer feels where the conversation stands: anger counts until praise follows it. `null` unheard.
 * `own`: what the desk knows for words of anger and of praise, beside those that are known anyway.
 */
export function judgeSentiment(
  turns: Turn[],
  own: Taxonomy['sentimentCues'] = { negative: {}, positive: {} },
): Finding | null {
  const said = customerTurns(turns)
  if (said.length === 0) return null
  const angry = said.flatMap((turn) => {
    const { score, cues } = readMood(turn.text)
    if (score >= UPSET) return [{ seq: turn.seq, score, cues }]
    return cuesIn(own.negative, [turn]).map(({ seq, cue }) => ({
      seq,
      score: BY_DESK,
      cues: [cue],
    }))
  })
  const pleased = said.flatMap((turn) => {
    const { seq, text } = turn
    const [known] = cuesIn(own.positive, [turn])
    if (known !== undefined) return [{ seq, cues: [known.cue] }]
    const folded = foldText(text)
    const match = NOT_PLEASED.test(folded) ? null : PLEASED.exec(folded)
    return match === null ? [] : [{ seq, cues: [match[0]] }]
  })
  const lastAngry = angry.at(-1)
  const lastPleased = pleased.at(-1)
  if (lastAngry !== undefined && lastAngry.seq >= (lastPleased?.seq ?? 0)) {
    const confidence = Math.max(...angry.map(({ score }) => score))
    return toFinding('negative', confidence, angry)
  }
  if (lastPleased !== undefined) return toFinding('positive', 0.8, pleased)
  return { ...toFinding('neutral', 0.7, []), turns: said.map(({ seq }) => seq) }
}

/** Values of the field `sentiment`; they are no labels of the taxonomy. */
export const SENTIMENTS = ['negative', 'neutral', 'positive'] as const

function toFinding(
  value: string,
  confidence: number,
  rests: { seq: number; cues: string[] }[],
): Finding {
  return {
    value,
    confidence,
    turns: rests.map(({ seq }) => seq),
    cues: [...new Set(rests.flatMap(({ cues }) => cues))],
    runnersUp: SENTIMENTS.filter((other) => other !== value).map((label) => ({
      label,
      confidence: (1 - confidence) / 2,
    })),
  }
}
