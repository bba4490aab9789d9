import { toScript } from '../compose/convert-script.ts'
import type { Draft, DraftSentence } from '../compose/draft.ts'
import { fillSlots } from '../compose/fill-slots.ts'
import { phraseSentence, pickPhrase } from '../compose/set-phrase.ts'
import type { Localized, WarningGroup } from '../desk/types.ts'
import type { Lang } from '../text/types.ts'
import type { Situation } from './read-situation.ts'

/** Groups in which nothing but the calming phrase is said. */
const CARE_FIRST = /self|harm|suicide|safety|danger/

/**
 * First the calming phrase of the group that was raised, then the answer to what the customer needs, if it
 * is known, and the first question that helps to take the matter up.
 */
export function composeWarning(situation: Situation, answer: Draft | null): Draft {
  const { desk, lang, seed, slots, warnings } = situation
  const group = desk.warnings.find(({ id }) => id === warnings[0]?.group)
  const calm = group === undefined ? null : localized(group.calm, lang)
  const phrase =
    (calm === null ? null : fillSlots(calm, slots)) ||
    pickPhrase(desk, 'warning', lang, seed, slots) ||
    pickPhrase(desk, 'soothe', lang, seed, slots)
  const sentences: DraftSentence[] = phrase === null ? [] : [phraseSentence(phrase)]
  const isCareFirst = group !== undefined && CARE_FIRST.test(group.id)
  if (answer !== null && !isCareFirst) {
    for (const [at, sentence] of answer.sentences.entries()) {
      sentences.push(at === 0 ? { ...sentence, lead: '\n' } : sentence)
    }
  }
  const missing = isCareFirst ? [] : [...questionsOf(group, lang), ...(answer?.missing ?? [])]
  const confidence = answer?.confidence ?? 1
  return { outcome: 'escalate', sentences, confidence, missing }
}

/** What the agent has to find out, as questions to ask. */
function questionsOf(group: WarningGroup | undefined, lang: Lang): Draft['missing'] {
  const own = group?.questions[lang] ?? []
  return own.slice(0, 3).map((ask, at) => ({ field: `${group!.id}-${at + 1}`, ask }))
}

function localized(text: Localized, lang: Lang): string | null {
  const own = text[lang]
  if (own !== undefined) return own
  if (lang === 'zh-Hant' && text['zh-Hans'] !== undefined)
    return toScript(text['zh-Hans'], 'zh-Hans', lang)
  if (lang === 'zh-Hans' && text['zh-Hant'] !== undefined)
    return toScript(text['zh-Hant'], 'zh-Hant', lang)
  return null
}
