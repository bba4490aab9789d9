import { splitSentences } from '../text/sentences.ts'
import type { Span } from '../text/types.ts'
import { ENGLISH_CONDUCT } from './conduct-english.ts'
import { HAN_CONDUCT } from './conduct-han.ts'
import { isOffensive } from './judge-offence.ts'
import { findSoundedAbuse } from './sounded-abuse.ts'
import { foldTight } from './tight-text.ts'

export type ConductRule = 'tone' | 'blame' | 'hang-up'
export type ConductCategory =
  | 'abuse'
  | 'rhetorical'
  | 'interrogation'
  | 'sarcasm'
  | 'shirking'
  | 'hang-up'

export type ConductPattern = {
  rule: ConductRule
  category: ConductCategory
  pattern: RegExp
  /** Closing a conversation with thanks, a reason or an offer is service, not hanging up. */
  isExcusedByCourtesy?: boolean
}

export type ConductFault = Span & { rule: ConductRule; category: ConductCategory }

const COURTESY =
  /感谢|谢谢您|祝您|欢迎(?:您)?(?:再次|随时)|随时(?:联系|找)|如(?:有|果|您).{0,20}(?:需要|问题|疑问)|长时间(?:没有|未)|未收到您|没有收到您|由于您|请您先挂|稍后.{0,6}(?:回电|回拨|联系您)|\b(?:thank you|thanks for|have a (?:nice|great|good|pleasant|wonderful|lovely)|feel free|please|any ?time|let (?:me|us) know|as (?:i|we) (?:have not|haven'?t)|due to inactivity|is there anything|hear from you|glad|happy to)\b/u

const ALL = [...HAN_CONDUCT, ...ENGLISH_CONDUCT]

/** Abuse, rhetorical questions, interrogation, sarcasm, blame-shifting and hanging up, in an agent's own words. */
export function findConductFaults(text: string): ConductFault[] {
  const faults: ConductFault[] = []
  const isCourteous = COURTESY.test(foldTight(text).text)
  for (const sentence of splitSentences(text)) {
    const { text: folded, offsetAt } = foldTight(sentence.text)
    for (const { rule, category, pattern, isExcusedByCourtesy } of ALL) {
      if (isExcusedByCourtesy && isCourteous) continue
      const match = pattern.exec(folded)
      if (match === null || match[0] === '') continue
      faults.push({
        rule,
        category,
        start: sentence.start + offsetAt(match.index),
        end: sentence.start + offsetAt(match.index + match[0].length),
      })
    }
  }
  const heard = faults.length === 0 ? findSoundedAbuse(text) : null
  if (heard !== null) faults.push({ rule: 'tone', category: 'abuse', ...heard })
  if (faults.length === 0 && isOffensive(text)) {
    faults.push({ rule: 'tone', category: 'abuse', start: 0, end: text.length })
  }
  return faults
}
