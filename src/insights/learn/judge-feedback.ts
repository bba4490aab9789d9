import type { Verdict } from '../../conversations/suggestion-rows.ts'
import { likeness, sketchOf } from './sketch.ts'

/** The latest that somebody said of a suggestion. */
export type Judged = {
  verdict: Verdict
  reason: string | null
  /** What the agent really sent, and what was suggested. */
  finalText: string | null
  text: string
}

/** A text that shares less with the suggestion was written anew, not edited. */
const EDITED = 0.5
/** An edit whose text is not known says less. */
const UNKNOWN_EDIT = 0.5

/**
 * What a verdict says on the choice of the article: 1 it was the right one, -1 the wrong one, 0 nothing. Tone, language and age of an
 * answer are no fault of the choice, and a suggestion that was merely not used may have come too late.
 */
export function voteOf({ verdict, reason, finalText, text }: Judged): number {
  if (verdict === 'inserted' || verdict === 'helpful') return 1
  if (verdict === 'edited') {
    if (finalText === null) return UNKNOWN_EDIT
    return isEditOf(finalText, text) ? 1 : 0
  }
  return reason === 'wrong-article' ? -1 : 0
}

/** Whether what was sent is the suggestion with some words changed, rather than a text of its own. */
export function isEditOf(sent: string, suggested: string): boolean {
  const [one, other] = [sketchOf(sent, []), sketchOf(suggested, [])]
  return one !== null && other !== null && likeness(one, other) >= EDITED
}
