import { createHash } from 'node:crypto'
import type { Desk, Stage } from '../desk/types.ts'
import type { Lang } from '../text/types.ts'
import { toScript } from './convert-script.ts'
import type { DraftSentence } from './draft.ts'
import { fillSlots, type SlotValues } from './fill-slots.ts'

/** What the choice of a set phrase may depend on: never on what was found. */
export type PhraseSeed = { conversation: string; turn: number }

/**
 * One of the desk's phrases for a stage, the same one for the same conversation and turn; `null` when the
 * desk has none. `accept` narrows the choice by the wording.
 */
export function pickPhrase(
  desk: Desk,
  stage: Stage,
  lang: Lang,
  seed: PhraseSeed,
  slots: SlotValues,
  accept: (phrase: string) => boolean = () => true,
): string | null {
  const phrases = phrasesIn(desk, stage, lang)
    .map((phrase) => fillSlots(phrase, slots))
    .filter((phrase) => phrase !== '' && accept(phrase))
  if (phrases.length === 0) return null
  const hash = createHash('sha256').update(`${stage}\n${seed.conversation}\n${seed.turn}`).digest()
  return phrases[hash.readUInt32BE(0) % phrases.length]!
}

/** A desk that has a phrase in one Chinese script only lends it to the other. */
function phrasesIn(desk: Desk, stage: Stage, lang: Lang): string[] {
  const own = desk.phrases[stage]?.[lang] ?? []
  if (own.length > 0 || lang === 'en') return own
  const other = lang === 'zh-Hans' ? 'zh-Hant' : 'zh-Hans'
  return (desk.phrases[stage]?.[other] ?? []).map((phrase) => toScript(phrase, other, lang))
}

export function phraseSentence(text: string, lead: DraftSentence['lead'] = ''): DraftSentence {
  return { text, basis: 'phrase', citations: [], lead }
}
