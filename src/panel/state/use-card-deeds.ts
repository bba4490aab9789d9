import { type Dispatch, useCallback } from 'react'
import type { Suggestion } from '../../http/api-types.ts'
import type { Client } from '../api/client.ts'
import type { KeyHandlers } from '../keys/use-keys.ts'
import { useMessages } from '../messages/context.tsx'
import { copyText } from './copy-text.ts'
import { type Card, type PanelAction, type PanelState, shownCard } from './panel-state.ts'
import { REASONS, type Reason, useFeedback } from './use-feedback.ts'

/** Everything an agent can do with the card on the screen, by pointer or by key. */
export function useCardDeeds(options: {
  client: Client
  state: PanelState
  dispatch: Dispatch<PanelAction>
  insert: (text: string, from: string | null) => void
}) {
  const { state, dispatch, insert } = options
  const text = useMessages()
  const { notice, say, report, judge, askingFor, setAskingFor } = useFeedback(
    options.client,
    dispatch,
  )
  const card = shownCard(state)?.card ?? null
  const id = card?.suggestion.id ?? ''
  const canUse = card !== null && !card.isWithdrawn && !card.isDismissed

  const insertCard = () => {
    if (!canUse || card.suggestion.text === '') return
    insert(card.suggestion.text, id)
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

  const keys: KeyHandlers = {
    insert: insertCard,
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
      return reason !== undefined
    },
  }
  /** While an answer to a question is on the screen, insert and copy mean that answer. */
  const askedKeys = (asked: Suggestion): KeyHandlers => ({
    insert: () => insert(asked.text, null),
    copy: () => void copy(asked.text),
  })
  return {
    keys,
    askedKeys,
    notice,
    report,
    insertCard,
    insertAsk,
    insertText: insertAsk,
    copy,
    copyCard,
    dismiss,
    helpful,
    askReason,
    giveReason,
    isAskingReason,
  }
}

export type CardDeeds = ReturnType<typeof useCardDeeds>
export type { Card }
