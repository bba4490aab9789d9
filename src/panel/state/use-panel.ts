import { useCallback, useEffect, useRef, useState } from 'react'
import type { Client } from '../api/client.ts'
import { usePlayer } from '../demo/use-player.ts'
import type { Embedded } from '../embed/embedded.ts'
import { useMessages } from '../messages/context.tsx'
import type { Messages } from '../messages/index.ts'
import { listNudges } from './list-nudges.ts'
import { openWarning } from './panel-state.ts'
import { reword } from './reword.ts'
import { citedTarget, useArticle } from './use-article.ts'
import { useAsk } from './use-ask.ts'
import { useCardDeeds } from './use-card-deeds.ts'
import { useClass } from './use-class.ts'
import { useConversation } from './use-conversation.ts'
import { useDraft } from './use-draft.ts'
import { useForm } from './use-form.ts'
import { useGuide } from './use-guide.ts'
import { useIndexing } from './use-readiness.ts'
import { useSamples } from './use-samples.ts'
import { NotTaken, useSending } from './use-sending.ts'
import { useSession } from './use-session.ts'
import { useTicket } from './use-ticket.ts'

/** What stands below the ask box while nothing is asked. */
export type Pane = 'card' | 'ticket' | 'browse'

/** Everything behind the screen: what is known, and what can be done. In a frame the conversation is the host's. */
export function usePanel(client: Client, embedded: Embedded | null) {
  const text = useMessages()
  const bound = embedded?.conversation ?? null
  const { session, trouble, enterKey } = useSession(client)
  const isIn = session !== null
  const samples = useSamples(client, isIn)
  const form = useForm(client, isIn)
  const conversation = useConversation(client, bound)
  const { state, dispatch } = conversation
  const guide = useGuide(client, state.id, state.guideEvent)
  const classing = useClass(client, state.id, state.classEvent)
  const drafting = useDraft(bound)
  const playing = usePlayer(client, conversation)
  const asking = useAsk(client, state)
  const reading = useArticle(client)
  const replyBox = useRef<HTMLTextAreaElement>(null)
  const askBox = useRef<HTMLInputElement>(null)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const [pane, setPane] = useState<Pane>('card')
  const [lit, setLit] = useState<readonly number[]>([])
  const isTicketOpen = pane === 'ticket'
  const { id, ticketEvent: event } = state
  const reviewing = useTicket({ client, conversation: id, event, form, isOpen: isTicketOpen })

  // Another conversation begins with its card, whatever was open of the one before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each conversation
  useEffect(() => setPane('card'), [id])
  // The draft is ready when the conversation ends: that is when it is reviewed.
  useEffect(() => {
    if (state.status === 'closed') setPane('ticket')
  }, [state.status])

  const focusReply = useCallback((at: 'start' | 'end' = 'end') => {
    // After React has written the new text, so that the caret lands where it is wanted.
    requestAnimationFrame(() => {
      const box = replyBox.current
      if (!box) return
      const caret = at === 'end' ? box.value.length : 0
      box.focus()
      box.setSelectionRange(caret, caret)
      box.scrollTop = at === 'end' ? box.scrollHeight : 0
    })
  }, [])
  const insert = useCallback(
    (words: string, from: string | null, caret: 'start' | 'end' = 'end') => {
      drafting.insert(words, from)
      focusReply(caret)
    },
    [drafting.insert, focusReply],
  )
  const deeds = useCardDeeds({ client, state, dispatch, insert, onOpen: reading.openNew })
  const sending = useSending({
    client,
    draft: drafting.draft,
    conversation: state.id,
    say: embedded ? (_, words) => handOver(embedded, words, text) : conversation.say,
    report: deeds.report,
    onSent: drafting.clear,
  })

  // The same reply went out of another tab: nobody wants to send it again.
  const last = state.turns.at(-1)
  const { clear } = drafting
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each reply, whatever is typed after it
  useEffect(() => {
    if (last?.speaker === 'agent') clear(last)
  }, [last?.seq, clear])

  const { connection } = conversation
  const isSignedOut = connection.state === 'refused' && connection.status === 401
  useEffect(() => {
    if (isSignedOut) embedded?.onSignedOut()
  }, [isSignedOut, embedded])

  /** Plays a recording, and then those of the queue. */
  const play = async (sample: string, queue: string[] = []) => {
    sending.forgetProblem()
    try {
      await playing.start(await client.sample(sample), queue)
    } catch (error) {
      sending.report(error)
    }
  }
  const show = (next: Pane) => {
    setPane(next)
    setLit([])
  }
  const asked = asking.asked !== null && typeof asking.asked === 'object' ? asking.asked : null
  const shown = deeds.card?.suggestion
  return {
    ...{
      session,
      trouble,
      enterKey,
      samples,
      form,
      conversation,
      state,
      dispatch,
      guide,
      classing,
    },
    ...{ drafting, playing, asking, reading, replyBox, askBox, isHelpOpen, setHelpOpen, pane, lit },
    ...{ setLit, reviewing, focusReply, insert, deeds, sending, play, show, asked, embedded },
    isIndexing: useIndexing(client, isIn),
    nudges: state.status === 'closed' ? [] : listNudges(guide, state.due),
    warning: openWarning(state),
    /** Opens the pane, or goes back to the card. */
    toggle: (wanted: Pane) => show(pane === wanted ? 'card' : wanted),
    startAnew() {
      playing.stop()
      conversation.leave()
      reading.close()
      asking.close()
      show('card')
    },
    openCited() {
      const target = citedTarget((asked ?? shown)?.sentences.flatMap((one) => one.citations) ?? [])
      if (target) reading.openNew(target)
    },
    rewordFirst() {
      const finding = sending.verdict?.findings.find(({ suggest }) => suggest !== undefined)
      if (finding) drafting.type(reword(drafting.draft.text, finding))
    },
    type(words: string) {
      sending.forgetProblem()
      drafting.type(words)
    },
  }
}

export type Panel = ReturnType<typeof usePanel>

/** The host sends, not the panel. What it did not take stays in the box. */
async function handOver(embedded: Embedded, words: string, text: Messages): Promise<void> {
  if ((await embedded.deliver(words)) === 'failed') throw new NotTaken(text.embed.notTaken)
}
