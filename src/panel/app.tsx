import { Suspense, useCallback, useEffect, useRef, useState } from 'react'
import type { Client } from './api/client.ts'
import { Composer } from './components/composer.tsx'
import { CopilotColumn } from './components/copilot-column.tsx'
import { Header } from './components/header.tsx'
import { ArticleView, HelpDialog, LoadBoundary, TicketPane } from './components/loaded-later.tsx'
import { SignIn } from './components/sign-in.tsx'
import { TalkColumn } from './components/talk-column.tsx'
import type { Embedded } from './embed/embedded.ts'
import { type KeyHandlers, useKeys } from './keys/use-keys.ts'
import { useLanguage } from './messages/context.tsx'
import type { Messages } from './messages/index.ts'
import { openWarning, shownCard } from './state/panel-state.ts'
import { reword } from './state/reword.ts'
import { citedTarget, useArticle } from './state/use-article.ts'
import { useAsk } from './state/use-ask.ts'
import { useCardDeeds } from './state/use-card-deeds.ts'
import { useConversation } from './state/use-conversation.ts'
import { useDraft } from './state/use-draft.ts'
import { usePlayer } from './state/use-player.ts'
import { useIndexing } from './state/use-readiness.ts'
import { useSamples } from './state/use-samples.ts'
import { NotTaken, useSending } from './state/use-sending.ts'
import { useSession } from './state/use-session.ts'
import { ACCEPT_REASONS, REJECT_REASONS, useTicket } from './state/use-ticket.ts'

/** The whole panel: conversation on one side, what the copilot offers on the other. */
export function App({ client, embedded = null }: { client: Client; embedded?: Embedded | null }) {
  const bound = embedded?.conversation ?? null
  const { text, chooseNext } = useLanguage()
  const { session, trouble, enterKey } = useSession(client)
  const samples = useSamples(client, session !== null)
  const isIndexing = useIndexing(client, session !== null)
  const conversation = useConversation(client, bound)
  const { state, dispatch } = conversation
  const drafting = useDraft(bound)
  const playing = usePlayer(conversation)
  const asking = useAsk(client, state)
  const reading = useArticle(client)
  const replyBox = useRef<HTMLTextAreaElement>(null)
  const askBox = useRef<HTMLInputElement>(null)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const [isTicketOpen, setTicketOpen] = useState(false)
  const [lit, setLit] = useState<readonly number[]>([])
  const { id: conversationId, ticketEvent: event } = state
  const reviewing = useTicket({ client, conversation: conversationId, event, isOpen: isTicketOpen })

  // The draft is ready when the conversation ends: that is when it is reviewed.
  useEffect(() => {
    if (state.isClosed) setTicketOpen(true)
  }, [state.isClosed])

  const focusReply = useCallback(() => {
    // After React has written the new text, so that the caret lands behind it.
    requestAnimationFrame(() => {
      const box = replyBox.current
      box?.focus()
      box?.setSelectionRange(box.value.length, box.value.length)
      if (box) box.scrollTop = box.scrollHeight
    })
  }, [])
  const insert = useCallback(
    (words: string, from: string | null) => {
      drafting.insert(words, from)
      focusReply()
    },
    [drafting.insert, focusReply],
  )
  const deeds = useCardDeeds({ client, state, dispatch, insert })
  const sending = useSending({
    client,
    draft: drafting.draft,
    conversation: state.id,
    say: embedded ? (_, words) => handOver(embedded, words, text) : conversation.say,
    report: deeds.report,
    onSent: drafting.clear,
  })

  const { connection } = conversation
  const isSignedOut = connection.state === 'refused' && connection.status === 401
  useEffect(() => {
    if (isSignedOut) embedded?.onSignedOut()
  }, [isSignedOut, embedded])

  const play = async (id: string) => {
    sending.forgetProblem()
    try {
      await playing.start(await client.sample(id))
    } catch (error) {
      sending.report(error)
    }
  }
  const startAnew = () => {
    playing.stop()
    conversation.leave()
    reading.close()
    asking.close()
    closeTicket()
  }
  const closeTicket = () => {
    setTicketOpen(false)
    setLit([])
  }
  const asked = asking.asked !== null && typeof asking.asked === 'object' ? asking.asked : null
  const openShown = () => {
    const suggestion = asked ?? shownCard(state)?.card.suggestion
    const target = citedTarget(suggestion?.sentences.flatMap(({ citations }) => citations) ?? [])
    if (target) reading.openNew(target)
  }
  const closeTop = () => {
    if (deeds.isAskingReason) deeds.askReason(false)
    else if (reading.target) reading.back()
    else if (reviewing.asking) reviewing.setAsking(null)
    else if (isTicketOpen && asking.value.trim() === '') closeTicket()
    else asking.close()
  }
  /** Before there is a conversation, the digits stand for the samples. */
  const playSample = (digit: number) => {
    const sample = !state.id && Array.isArray(samples) ? samples[digit - 1] : undefined
    if (sample) void play(sample.id)
    return sample !== undefined
  }
  const rewordFirst = () => {
    const { draft } = drafting
    const finding = sending.verdict?.findings.find(({ suggest }) => suggest !== undefined)
    if (finding) drafting.type(reword(draft.text, finding))
  }
  const playOrPause = () => {
    const first = Array.isArray(samples) ? samples[0] : undefined
    if (playing.player.sample) playing.toggle()
    else if (first && !state.id) void play(first.id)
  }
  const switchSpeaker = () => {
    if (session?.isDemo && !embedded) drafting.speakAs(drafting.draft.speaker === 'agent' ? 'customer' : 'agent')
  }
  /** The digits pick a reason while one is asked for. */
  const giveTicketReason = (digit: number) => {
    const accept = reviewing.asking === 'accept' ? ACCEPT_REASONS[digit - 1] : undefined
    const reject = reviewing.asking === 'reject' ? REJECT_REASONS[digit - 1] : undefined
    if (accept) void reviewing.approve(accept)
    if (reject) void reviewing.reject(reject)
    return accept !== undefined || reject !== undefined
  }
  const ticketKeys: KeyHandlers = isTicketOpen
    ? {
        approve: () => void reviewing.approve(),
        reject: () => reviewing.setAsking(reviewing.asking === 'reject' ? null : 'reject'),
      }
    : {}
  const warning = openWarning(state)
  const keys: KeyHandlers = {
    ...(isTicketOpen ? ticketKeys : deeds.keys),
    digit: (digit: number) =>
      playSample(digit) || giveTicketReason(digit) || (deeds.keys.digit?.(digit) ?? false),
    ...(conversationId
      ? { ticket: () => (isTicketOpen ? closeTicket() : setTicketOpen(true)) }
      : {}),
    ...(asked ? deeds.askedKeys(asked) : {}),
    open: openShown,
    ask: () => askBox.current?.focus(),
    reply: focusReply,
    speaker: switchSpeaker,
    reword: () => rewordFirst(),
    insertCalm: () => warning?.calm && insert(warning.calm, null),
    gotIt: () => dispatch({ type: 'warning-read' }),
    retry: conversation.retry,
    play: playOrPause,
    step: playing.step,
    speed: playing.changeSpeed,
    ...(embedded ? {} : { newConversation: startAnew }),
    language: chooseNext,
    help: () => setHelpOpen(true),
    escape: closeTop,
  }
  useKeys(isHelpOpen ? {} : keys)

  if (trouble === 'key-needed' || trouble === 'key-wrong') {
    return <SignIn isWrong={trouble === 'key-wrong'} onKey={enterKey} />
  }
  return (
    <div className="panel" data-reading={reading.target !== null}>
      <a className="skip" href="#reply">
        {text.skipToReply}
      </a>
      <Header
        desk={session?.desk ?? null}
        panel={state}
        connection={conversation.connection}
        isTicketOpen={isTicketOpen}
        onTicket={() => (isTicketOpen ? closeTicket() : setTicketOpen(true))}
        onNew={embedded ? null : startAnew}
        onHelp={() => setHelpOpen(true)}
      />
      <main className="columns">
        <TalkColumn
          conversation={conversation}
          dispatch={dispatch}
          playing={playing}
          desk={session?.desk ?? null}
          isUnreachable={trouble === 'unreachable'}
          samples={samples}
          lit={lit}
          onPlay={play}
          onInsert={(words) => insert(words, null)}
        />
        <CopilotColumn
          state={state}
          dispatch={dispatch}
          deeds={deeds}
          asking={asking}
          askBox={askBox}
          isIndexing={isIndexing}
          ticket={
            isTicketOpen && (
              <LoadBoundary instead={<p className="quiet-line problem">{text.ticket.failed}</p>}>
                <Suspense fallback={<p className="quiet-line">{text.ticket.loading}</p>}>
                  <TicketPane
                    desk={reviewing}
                    isClosed={state.isClosed}
                    onLook={setLit}
                    onInsertAsk={(ask) => insert(ask, null)}
                  />
                </Suspense>
              </LoadBoundary>
            )
          }
          onOpen={reading.openNew}
        />
        {reading.target && (
          <LoadBoundary
            instead={<p className="article quiet-line problem">{text.articleFailed}</p>}
          >
            <Suspense fallback={<p className="article quiet-line">{text.articleLoading}</p>}>
              <ArticleView
                article={reading.article}
                target={reading.target}
                onBack={reading.back}
                onOpenArticle={reading.openLinked}
              />
            </Suspense>
          </LoadBoundary>
        )}
        <Composer
          draft={drafting.draft}
          box={replyBox}
          mayPlayCustomer={(session?.isDemo ?? false) && !embedded}
          isNew={state.id === null}
          way={embedded?.way ?? 'send'}
          sending={sending}
          onChange={(words) => {
            sending.forgetProblem()
            drafting.type(words)
          }}
          onSpeaker={drafting.speakAs}
        />
      </main>
      {isHelpOpen && (
        <Suspense>
          <HelpDialog onClose={() => setHelpOpen(false)} />
        </Suspense>
      )}
    </div>
  )
}

/** The host sends, not the panel. What it did not take stays in the box. */
async function handOver(embedded: Embedded, words: string, text: Messages): Promise<void> {
  if ((await embedded.deliver(words)) === 'failed') throw new NotTaken(text.embed.notTaken)
}
