import { toScript } from '../compose/convert-script.ts'
import { fillSlots, type SlotValues } from '../compose/fill-slots.ts'
import type { Desk } from '../desk/types.ts'
import { LANGS, type Lang } from '../text/types.ts'

const known = new WeakMap<Desk, Map<Lang, Set<string>>>()

/** Every set phrase a customer of this language may be told, slots filled as the desk fills them. */
export function knownPhrases(desk: Desk, lang: Lang, slots: SlotValues): ReadonlySet<string> {
  const ofDesk = known.get(desk) ?? new Map<Lang, Set<string>>()
  known.set(desk, ofDesk)
  const ready = ofDesk.get(lang)
  if (ready !== undefined) return ready
  const phrases = new Set<string>()
  for (const from of LANGS) {
    const texts = [
      ...Object.values(desk.phrases).flatMap((stage) => stage[from]),
      ...desk.warnings.flatMap(({ calm }) => calm[from] ?? []),
    ]
    for (const text of texts) phrases.add(toScript(fillSlots(text, slots), from, lang))
  }
  ofDesk.set(lang, phrases)
  return phrases
}
