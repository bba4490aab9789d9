import type { SlotValues } from '../compose/fill-slots.ts'
import type { PhraseSeed } from '../compose/set-phrase.ts'
import { readSmallTalk, type SmallTalk } from '../compose/small-talk.ts'
import type { Transcript, Turn } from '../conversations/types.ts'
import type { Desk } from '../desk/types.ts'
import { lastBurst } from '../retrieval/index.ts'
import { detectLanguage } from '../text/language.ts'
import type { Lang } from '../text/types.ts'
import { detectWarnings, type Warning } from '../triage/detect-warnings.ts'
import { type Mood, readMood } from '../triage/mood.ts'

/** What can be read off a conversation before anything is looked up. */
export type Situation = {
  desk: Desk
  lang: Lang
  channel: Transcript['channel']
  /** Final turns up to the customer's last one, in order. */
  turns: Turn[]
  /** What the customer said in one go at the end. */
  burst: Turn[]
  /** All the customer has said. */
  customerText: string
  forTurn: number
  /** No agent has spoken yet. */
  isOpening: boolean
  smallTalk: SmallTalk | null
  mood: Mood
  /** Raised by this burst. */
  warnings: Warning[]
  seed: PhraseSeed
  slots: SlotValues
}

export function readSituation(transcript: Transcript, desk: Desk): Situation {
  const all = latestFinal(transcript.turns)
  const last = all.findLastIndex((turn) => turn.speaker === 'customer')
  const turns = all.slice(0, last + 1)
  const burst = lastBurst(turns)
  const customerText = textOf(turns.filter((turn) => turn.speaker === 'customer'))
  const burstText = textOf(burst)
  const forTurn = turns.at(-1)?.seq ?? transcript.turns.at(-1)?.seq ?? 1
  const lang = transcript.lang ?? languageOf(burstText, customerText)
  return {
    desk,
    lang,
    channel: transcript.channel,
    turns,
    burst,
    customerText,
    forTurn,
    isOpening: !turns.some((turn) => turn.speaker === 'agent'),
    smallTalk: burst.length === 0 ? 'acknowledgement' : readSmallTalk(burstText),
    mood: readMood(burstText),
    warnings: detectWarnings(burst, desk),
    seed: { conversation: transcript.id ?? '', turn: forTurn },
    slots: slotsOf(desk, lang),
  }
}

/** In order, without partial results and without what a later revision replaced. */
function latestFinal(turns: Turn[]): Turn[] {
  const bySeq = new Map<number, Turn>()
  for (const turn of turns) {
    if (!turn.final || turn.text.trim() === '') continue
    const known = bySeq.get(turn.seq)
    if (known === undefined || turn.rev >= known.rev) bySeq.set(turn.seq, turn)
  }
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}

/** A word or two tell no language reliably: then all that was said decides. */
function languageOf(burst: string, all: string): Lang {
  return burst.length >= 8 ? detectLanguage(burst, detectLanguage(all)) : detectLanguage(all)
}

function textOf(turns: Turn[]): string {
  return turns.map((turn) => turn.text).join('\n')
}

/** What the desk's phrases are filled with, as far as the desk itself knows it. */
export function slotsOf(desk: Desk, lang: Lang): SlotValues {
  const slots: SlotValues = {}
  const address = desk.address[lang]
  const name = desk.name[lang]
  if (address !== undefined) slots['customer.address'] = address
  if (name !== undefined) slots['desk.name'] = name
  return slots
}
