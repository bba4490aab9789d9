import { readSmallTalk } from '../compose/small-talk.ts'
import { foldText } from '../text/fold.ts'
import { ENDS_HAN, ENDS_LATIN, FAREWELL_HAN, FAREWELL_LATIN, FILLERS } from './stage-cues.ts'

/** Longer than this nobody only takes leave or greets. */
const MOST_SMALL_TALK = 120

/** What a customer's turn does: takes leave, says something to be dealt with, or neither. */
export function readCustomerActs(text: string): ('closing' | 'need')[] {
  if (!/[\p{L}\p{N}]/u.test(text)) return []
  if (text.length > MOST_SMALL_TALK) return ['need']
  const talk = readSmallTalk(text) ?? readSmallTalk(withoutFillers(text))
  if (talk === 'bye' || isFarewell(text)) return ['closing']
  return talk === null ? ['need'] : []
}

function isFarewell(text: string): boolean {
  const words = foldText(text)
    .replaceAll(/[\s\p{P}\p{S}]+/gu, ' ')
    .trim()
  const run = words.replaceAll(' ', '')
  return (
    (ENDS_HAN.test(run) && FAREWELL_HAN.test(run)) ||
    (ENDS_LATIN.test(words) && FAREWELL_LATIN.test(words))
  )
}

/** Recognised speech runs together: what is left between the fillers is looked at piece by piece. */
function withoutFillers(text: string): string {
  return foldText(text)
    .replaceAll(FILLERS, '，')
    .replace(/^[，\s]+/u, '')
}
