import { TALK_CUE_NAMES, TALK_CUES, type TalkCue } from './talk-cues.ts'
import { foldTight } from './tight-text.ts'

export type TalkFeature = TalkCue | 'support' | 'someSupport'

/**
 * How much each sign speaks for talk that is not for customers. Fitted by evals/fit-talk.ts (2026-11-21) on
 * slips and service lines in three languages; figures and names are no features, so that no guess of one
 * weighs otherwise than the truth.
 */
const BIAS = -1.6
const WEIGHTS: Record<TalkFeature, number> = {
  confidential: 2.42,
  coming: 3.53,
  people: 3.3,
  systems: 4.03,
  procedure: 3.14,
  courtesy: -2.18,
  deed: -1.5,
  ownCase: -0.6,
  published: -0.38,
  support: -2.09,
  someSupport: 1.01,
}
/** From this score on a sentence counts as such talk. */
const FROM = 0.1
/** Beyond this share more support says no more about a first doubt. */
const SOME = 0.35

/** From this share on something visible says so, whatever it is about. */
const SAID = 0.8
/** Below this share nothing visible says anything of the kind; English words recur more than pairs of characters do. */
const UNHEARD = { han: 0.2, latin: 0.34 }
/** Shorter sentences claim too little. */
const SHORTEST = { han: 8, latin: 7 }

/** `support`: how far something customers may see says the same, 0 to 1. */
export function talkFeatures(sentence: string, support: number): Record<TalkFeature, number> {
  const text = foldTight(sentence).text
  const cues = TALK_CUE_NAMES.map((cue) => [cue, Number(TALK_CUES[cue].test(text))])
  return { ...Object.fromEntries(cues), support, someSupport: Math.min(support, SOME) }
}

export type TalkVerdict = {
  /** Tells of the inside, of what is to come or may not be said, or claims what nothing visible is about. */
  isInside: boolean
  /** One of the everyday moves of service: a question, a request, thanks, help for this customer. */
  isService: boolean
}

export function judgeTalk(sentence: string, support: number): TalkVerdict {
  const features = talkFeatures(sentence, support)
  let score = BIAS
  for (const name of Object.keys(WEIGHTS) as TalkFeature[]) score += WEIGHTS[name] * features[name]
  return {
    isInside: support < SAID && (score >= FROM || isBareClaim(sentence, features)),
    isService: features.courtesy + features.deed + features.published > 0,
  }
}

/** A statement that is no move of service and that nothing visible comes near. */
function isBareClaim(sentence: string, features: Record<TalkFeature, number>): boolean {
  if (TALK_CUE_NAMES.some((cue) => features[cue] > 0)) return false
  const han = sentence.match(/\p{Script=Han}/gu)?.length ?? 0
  if (han > 0) return han >= SHORTEST.han && features.support < UNHEARD.han
  const words = sentence.match(/\p{Script=Latin}+/gu)?.length ?? 0
  return words >= SHORTEST.latin && features.support < UNHEARD.latin
}
