import type { SampleList } from '../../http/api-types.ts'
import type { PanelState } from '../state/panel-types.ts'

/** What there is to see in a recording. */
export type Shown = SampleList['samples'][number]['shows'][number]

/** In the order in which a visitor comes upon them. */
export const ALL_SHOWN: readonly Shown[] = ['answer', 'warning', 'refusal', 'idle-timer', 'ticket']

type Seeing = Pick<PanelState, 'cards' | 'warnings' | 'ticketEvent' | 'due' | 'status'>

/** What the program has really done in this conversation so far; nothing is ticked because a recording was played. */
export function seenIn(state: Seeing): Shown[] {
  const outcomes = state.cards.map(({ suggestion }) => suggestion.outcome)
  const isSeen: Record<Shown, boolean> = {
    answer: outcomes.includes('answer'),
    warning: state.warnings.length > 0,
    refusal: outcomes.includes('no-answer') || outcomes.includes('refused'),
    'idle-timer': state.due?.kind.startsWith('idle') ?? false,
    ticket: state.ticketEvent > 0,
  }
  return ALL_SHOWN.filter((shown) => isSeen[shown])
}

/** What was seen since the playing began, over all recordings that follow each other. */
export function joinSeen(before: readonly Shown[], now: readonly Shown[]): readonly Shown[] {
  const isNew = now.some((shown) => !before.includes(shown))
  return isNew ? ALL_SHOWN.filter((one) => before.includes(one) || now.includes(one)) : before
}
