import type { Citation, Suggestion } from '../compose/types.ts'
import type { ToldSuggestion } from '../conversations/index.ts'
import type { Turn } from '../conversations/types.ts'
import { foldText } from '../text/fold.ts'
import { readMood, UPSET } from '../triage/mood.ts'
import { needText } from './need-text.ts'

/**
 * Whether a suggestion tells the agent something that they have on the screen already.
 *
 * What an agent wants: a card that comes up because there is something to do. The same answer again, because the
 * customer has added a word or said it once more, only moves what they are reading. So a need that was answered is
 * answered again only when
 * - the knowledge has changed since, or the answer itself has: other passages, another fact to ask for;
 * - the customer has become upset, which wants soothing words first;
 * - the card was overlooked: not used, and the customer insists (impatience, or a second repetition) or another card
 *   has come before it.
 * What the agent has used is not offered again, what they have dismissed neither.
 */
export function isToldBefore(
  made: Suggestion,
  { told, turns }: { told: readonly ToldSuggestion[]; turns: readonly Turn[] },
): boolean {
  if (made.outcome === 'nothing') return false
  const index = told.findLastIndex((before) => isSameAnswer(before, made, turns))
  const before = told[index]
  if (before === undefined || before.isWithdrawn) return false
  const since = turns.filter(({ seq }) => seq > before.forTurn)
  if (hasBecomeUpset(before, turns)) return false
  if (isRejected(before) || isUsed(before, since)) return true
  const isCovered = index < told.length - 1
  return !isCovered && !insists(since, needOf(burstUpTo(turns, before.forTurn)))
}

function isSameAnswer(before: ToldSuggestion, made: Suggestion, turns: readonly Turn[]): boolean {
  if (before.outcome !== made.outcome || before.generation !== made.generation) return false
  if (fieldsOf(before) !== fieldsOf(made)) return false
  const cited = citationsOf(made)
  if (cited.length > 0) return cited.every((one) => citationsOf(before).some(covers(one)))
  if (citationsOf(before).length > 0) return false
  // The words of a turn that was revised meanwhile are gone; the same turn picks the same phrases.
  if (before.forTurn === made.forTurn) return before.text === made.text
  // Nothing is cited: only what was asked tells one refusal or question back from another.
  const added = turns.filter(({ seq }) => seq > before.forTurn && seq <= made.forTurn)
  return isWithin(needOf(textOf(added)), needOf(burstUpTo(turns, before.forTurn)))
}

function fieldsOf({ missing }: Pick<Suggestion, 'missing'>): string {
  return missing
    .map(({ field }) => field)
    .sort()
    .join()
}

function citationsOf({ sentences }: Pick<Suggestion, 'sentences'>): Citation[] {
  return sentences.flatMap(({ citations }) => citations)
}

function covers(one: Citation): (other: Citation) => boolean {
  return (other) =>
    other.chunk === one.chunk &&
    other.rev === one.rev &&
    other.start < one.end &&
    one.start < other.end
}

/** What the customer said from the agent's last word before that turn up to it. */
function burstUpTo(turns: readonly Turn[], forTurn: number): string {
  const upTo = turns.filter(({ seq, final }) => final && seq <= forTurn)
  const lastAgent = upTo.findLastIndex(({ speaker }) => speaker === 'agent')
  return textOf(upTo.slice(lastAgent + 1))
}

function textOf(turns: readonly Turn[]): string {
  return turns
    .filter(({ speaker }) => speaker === 'customer')
    .map(({ text }) => text)
    .join('\n')
}

function needOf(text: string): string {
  return foldText(needText(text)).replaceAll(/[^\p{L}\p{N}]+/gu, '')
}

function hasBecomeUpset({ forTurn }: ToldSuggestion, turns: readonly Turn[]): boolean {
  const isUpsetNow = readMood(textOf(turns.filter(({ seq }) => seq > forTurn))).score >= UPSET
  return isUpsetNow && readMood(burstUpTo(turns, forTurn)).score < UPSET
}

function isRejected({ feedback }: ToldSuggestion): boolean {
  return feedback === 'dismissed' || feedback === 'not-helpful'
}

/** Shares of an answer's two-character pieces that are in what an agent said when they have used it. */
const USED = 0.5
const SAME_NEED = 0.7

function isUsed({ feedback, text }: ToldSuggestion, since: readonly Turn[]): boolean {
  if (feedback === 'inserted' || feedback === 'edited') return true
  const said = piecesOf(since.filter(({ speaker }) => speaker === 'agent').map((turn) => turn.text))
  return shareIn(piecesOf([text]), said) >= USED
}

const IMPATIENT =
  /快点|快一点|赶紧|赶快|尽快|怎么还|还没人?回|人呢|在不在|有没有人|没人理|急|催|(?:回答|回复|理)我|说话|等了?.{0,4}(?:久|半天)|到底|[?？!！]{2,}|\b(?:hurry|asap|urgent(?:ly)?|still waiting|answer me|anyone there|are you there|how much longer|come on|hello)\b/u

function insists(since: readonly Turn[], need: string): boolean {
  const said = since.filter(({ speaker, final }) => final && speaker === 'customer')
  if (said.some(({ text }) => IMPATIENT.test(foldText(text)))) return true
  const again = said.filter(({ text }) => isSimilar(needOf(text), need))
  return need !== '' && again.length >= 2
}

/** Everything of it, or nearly, is in the other. */
function isWithin(need: string, other: string): boolean {
  return need === '' || need === other || shareIn(piecesOf([need]), piecesOf([other])) >= SAME_NEED
}

function isSimilar(a: string, b: string): boolean {
  return isWithin(a, b) && isWithin(b, a)
}

function piecesOf(texts: readonly string[]): Set<string> {
  const pieces = new Set<string>()
  for (const text of texts) {
    const bare = foldText(text).replaceAll(/[^\p{L}\p{N}]+/gu, '')
    for (let at = 0; at + 2 <= bare.length; at++) pieces.add(bare.slice(at, at + 2))
  }
  return pieces
}

function shareIn(pieces: Set<string>, all: Set<string>): number {
  if (pieces.size === 0) return 0
  let shared = 0
  for (const piece of pieces) shared += Number(all.has(piece))
  return shared / pieces.size
}
