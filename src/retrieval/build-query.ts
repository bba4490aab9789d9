import { foldText } from '../text/fold.ts'
import { detectLanguage } from '../text/language.ts'
import type { Lang } from '../text/types.ts'
import { dropFillers, isAgreement } from './fillers.ts'
import { lastBurst, type SaidTurn } from './last-burst.ts'
import type { Query } from './types.ts'

/** Turns looked back on. */
const LOOK_BACK = 10

/** "另外还想问…", "one more thing": what was said before is not what is asked now. */
const NEW_TOPIC =
  /^(?:还有(?:一?个|件)?(?:问题|事)|另外|对了|顺便(?:问|说)|再(?:问|请教|咨询)|换个问题|别的问题|还想(?:问|咨询)|another (?:question|thing|issue)|(?:on|in) another (?:note|matter)|one more (?:question|thing)|by the way|btw|also,? (?:i have|one|another)|separately|different question|unrelated)/u

type Need = { speaker: 'customer' | 'agent'; text: string; isNewTopic: boolean }

/**
 * The query of a conversation as it stands: what the customer said last is the need, a burst of messages counting as
 * one; what both said before, most recent first, tells what it is about. Greetings, thanks and fillers are left out, and
 * nothing is looked up beyond a change of topic. Deterministic: the same turns give the same query.
 */
export function buildQuery(turns: readonly SaidTurn[], lang?: Lang): Query {
  const bursts = joinBursts(turns)
  const last = bursts.findLastIndex((burst) => burst.speaker === 'customer')
  const need = bursts[last]
  if (!need) return { text: '', context: [], lang: lang ?? 'zh-Hans' }
  const asked = bursts[last - 1]
  const own = dropFillers(need.text)
  const text =
    own !== '' ? own : isAgreement(need.text) && asked ? lastQuestion(asked.text) : need.text
  const context: string[] = []
  let isOpen = !need.isNewTopic
  for (let i = last - 1; i >= 0 && isOpen && context.length < LOOK_BACK; i--) {
    const burst = bursts[i] as Need
    const said = dropFillers(burst.text)
    if (said !== '' && said !== text) context.push(said)
    isOpen = !burst.isNewTopic
  }
  return { text, context, lang: lang ?? languageOf(bursts, need) }
}

/** One entry for all that a speaker says before the other one does; the customer's last burst is one of its own. */
function joinBursts(turns: readonly SaidTurn[]): Need[] {
  const bursts: Need[] = []
  const first = lastBurst(turns)[0]
  for (const turn of turns) {
    const { speaker, text } = turn
    if (speaker === 'system' || text.trim() === '') continue
    const before = bursts.at(-1)
    if (before?.speaker === speaker && turn !== first) before.text += `\n${text}`
    else bursts.push({ speaker, text, isNewTopic: false })
  }
  for (const burst of bursts) {
    if (burst.speaker === 'customer')
      burst.isNewTopic = NEW_TOPIC.test(foldText(dropFillers(burst.text)))
  }
  return bursts
}

function lastQuestion(text: string): string {
  const sentences = text.split(/(?<=[。.!！?？\n])/u).filter((sentence) => sentence.trim() !== '')
  return sentences.findLast((sentence) => /[?？吗嗎]/u.test(sentence))?.trim() ?? text
}

/** The language of the need; of all the customer said, when the need is too short to tell. */
function languageOf(bursts: readonly Need[], need: Need): Lang {
  const said = bursts.filter((burst) => burst.speaker === 'customer').map((burst) => burst.text)
  const all = detectLanguage(said.join('\n'))
  if (need.text.trim().length < 4) return all
  const own = detectLanguage(need.text, all)
  // Short Chinese often has no character of one script alone.
  return own === 'zh-Hans' && all === 'zh-Hant' ? all : own
}
