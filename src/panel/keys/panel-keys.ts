import { playAll } from '../demo/play-all.ts'
import type { Language } from '../messages/context.tsx'
import { choicesInstead, labelsOf } from '../state/class-choices.ts'
import type { Panel } from '../state/use-panel.ts'
import { OVERRIDE_REASONS } from '../state/use-sending.ts'
import { ACCEPT_REASONS, REJECT_REASONS } from '../state/use-ticket.ts'
import type { KeyHandlers } from './use-keys.ts'

/** What each key does as the screen stands. */
export function panelKeys(panel: Panel, language: Language): KeyHandlers {
  const { state, deeds, reviewing, playing, drafting, embedded, asked, warning } = panel
  const isTicketOpen = panel.pane === 'ticket'
  const isOpen = state.id !== null
  return {
    ...(isTicketOpen ? ticketKeys(panel) : deeds.keys),
    ...(asked ? deeds.askedKeys(asked) : {}),
    digit: (digit) => pickByDigit(panel, language, digit),
    ...(isOpen ? { ticket: () => panel.toggle('ticket') } : {}),
    ...(isOpen ? { correctClass: panel.classing.chooseNext } : {}),
    browse: () => panel.toggle('browse'),
    open: panel.openCited,
    ask: () => panel.askBox.current?.focus(),
    reply: () => panel.focusReply(),
    speaker() {
      if (panel.session?.isDemo && !embedded)
        drafting.speakAs(drafting.draft.speaker === 'agent' ? 'customer' : 'agent')
    },
    reword: panel.rewordFirst,
    insertNudge() {
      const [nudge] = panel.nudges
      if (nudge) panel.insert(nudge.phrase, null)
    },
    insertCalm: () => warning?.calm && panel.insert(warning.calm, null),
    gotIt: () => panel.dispatch({ type: 'warning-read' }),
    retry: panel.conversation.retry,
    play: () => playOrPause(panel),
    step: playing.step,
    speed: playing.changeSpeed,
    ...(embedded ? {} : { newConversation: panel.startAnew }),
    language: language.chooseNext,
    help: () => panel.setHelpOpen(true),
    escape() {
      if (panel.classing.choosing) panel.classing.close()
      else if (deeds.isAskingReason) deeds.askReason(false)
      else if (panel.reading.target) panel.reading.back()
      else if (reviewing.asking) reviewing.setAsking(null)
      else if (panel.pane !== 'card' && panel.asking.value.trim() === '') panel.show('card')
      else panel.asking.close()
    },
  }
}

function ticketKeys({ reviewing }: Panel): KeyHandlers {
  return {
    approve: () => void reviewing.approve(),
    reject: () => reviewing.setAsking(reviewing.asking === 'reject' ? null : 'reject'),
  }
}

/** A digit means the list that asks for one; first what was opened last. */
function pickByDigit(panel: Panel, language: Language, digit: number): boolean {
  const { classing, deeds, reviewing, sending, state, samples } = panel
  const pick = <T>(choices: readonly T[], take: (choice: T) => void): boolean => {
    const choice = choices[digit - 1]
    if (choice !== undefined) take(choice)
    return choice !== undefined
  }
  if (classing.choosing) {
    const { choosing, triage } = classing
    const labels = labelsOf(choosing, panel.form, language.lang, language.text.classes.sentiments)
    const choices = choicesInstead(labels, triage?.[choosing] ?? null)
    return pick(choices, ({ id }) => classing.correct(choosing, id))
  }
  if (sending.isConfirming)
    return pick(OVERRIDE_REASONS, (reason) => void sending.sendAnyway(reason))
  if (reviewing.asking === 'accept')
    return pick(ACCEPT_REASONS, (reason) => void reviewing.approve(reason))
  if (reviewing.asking === 'reject')
    return pick(REJECT_REASONS, (reason) => void reviewing.reject(reason))
  if (state.id === null)
    return pick(Array.isArray(samples) ? samples : [], ({ id }) => void panel.play(id))
  return deeds.keys.digit?.(digit) ?? false
}

function playOrPause({ samples, playing, state, play }: Panel): void {
  if (playing.player.sample) playing.toggle()
  else if (Array.isArray(samples) && !state.id)
    playAll(samples, (id, queue) => void play(id, queue))
}
