import { type Dispatch, useCallback } from 'react'
import type { SearchResults, Suggestion } from '../../http/api-types.ts'
import type { Client } from '../api/client.ts'
import type { ArticleTarget } from '../components/article-view.tsx'
import type { KeyHandlers } from '../keys/use-keys.ts'
import { useMessages } from '../messages/context.tsx'
import { copyText } from './copy-text.ts'
import { shownCard } from './panel-cards.ts'
import type { PanelAction, PanelState } from './panel-types.ts'
import { useAlternatives } from './use-alternatives.ts'
import { foundTarget } from './use-article.ts'
import { REASONS, type Reason, useFeedback } from './use-feedback.ts'

/** Everything an agent can do with the card on the screen, by pointer or by key. */
export function useCardDeeds(options: {
  client: Client
  state: PanelState
  dispatch: Dispatch<PanelAction>
  insert: (text: string, from: string | null, caret?: 'start' | 'end') => void
  onOpen: (target: ArticleTarget) => void
}) {
  const { state, dispatch, insert, onOpen } = options
  const text = useMessages()
  const { notice, say, report, judge, askingFor, setAskingFor } = useFeedback(
    options.client,
    dispatch,
  )
  const card = shownCard(state)?.card ?? null
  const alternatives = useAlternatives(options.client, card?.suggestion ?? null, state.turns)
  const id = card?.suggestion.id ?? ''
  const canUse = card !== null && !card.isWithdrawn && !card.isDismissed

  const use = (caret: 'start' | 'end') => {
    if (!canUse || card.suggestion.text === '') return
    insert(card.suggestion.text, id, caret)
    dispatch({ type: 'started', id })
    report(id, { verdict: 'inserted' })
  }
  const copy = useCallback(
    async (words: string) => say((await copyText(words)) ? text.copied : text.copyFailed),
    [say, text],
  )
  const copyCard = () => {
    if (canUse && card.suggestion.text !== '') void copy(card.suggestion.text)
  }
  const dismiss = (isDismissed: boolean) => {
    if (card === null) return
    setAskingFor(null)
    dispatch({ type: 'dismissed', id, isDismissed })
    if (isDismissed) report(id, { verdict: 'dismissed' })
  }
  const helpful = () => void (canUse && judge(id, 'helpful'))
  const askReason = (isAsking: boolean) => setAskingFor(isAsking && canUse ? id : null)
  const giveReason = (reason: Reason) => void (canUse && judge(id, 'not-helpful', reason))
  const isAskingReason = card !== null && askingFor === id
  const insertAsk = (ask: string) => insert(ask, null)
  const firstAsk = card?.suggestion.missing[0]?.ask
  const openAlternative = (found: SearchResults['results'][number]) => onOpen(foundTarget(found))

  const keys: KeyHandlers = {
    insert: () => use('end'),
    edit: () => use('start'),
    copy: copyCard,
    helpful,
    notHelpful: () => askReason(!isAskingReason),
    dismiss: () => dismiss(!card?.isDismissed),
    next: () => dispatch({ type: 'stepped', by: 1 }),
    previous: () => dispatch({ type: 'stepped', by: -1 }),
    insertAsk: () => firstAsk && canUse && insertAsk(firstAsk),
    digit(digit) {
      const reason = isAskingReason ? REASONS[digit - 1] : undefined
      if (reason) giveReason(reason)
      const alternative = isAskingReason || !canUse ? undefined : alternatives[digit - 1]
      if (alternative) openAlternative(alternative)
      return reason !== undefined || alternative !== undefined
    },
  }
  /** While an answer to a question is on the screen, insert and copy mean that answer. */
  const askedKeys = (asked: Suggestion): KeyHandlers => ({
    insert: () => insert(asked.text, null),
    edit: () => insert(asked.text, null, 'start'),
    copy: () => void copy(asked.text),
  })
  return {
    ...{ card, alternatives, keys, askedKeys, notice, report, copy, copyCard, dismiss, helpful },
    ...{ askReason, giveReason, isAskingReason, insertAsk, openAlternative },
    insertCard: () => use('end'),
    editCard: () => use('start'),
  }
}

export type CardDeeds = ReturnType<typeof useCardDeeds>
