import { LoaderCircle } from 'lucide-react'
import { Suspense, useCallback, useMemo, useRef, useState } from 'react'
import type { Guidance } from '../http/api-types.ts'
import { ApiError, type Client } from './api/client.ts'
import { AskBox } from './components/ask-box.tsx'
import { AskPane } from './components/ask-pane.tsx'
import { ConnectionBanner, WarningBanner } from './components/banners.tsx'
import { CardPane } from './components/card-pane.tsx'
import { Composer } from './components/composer.tsx'
import { Header } from './components/header.tsx'
import { ArticleView, HelpDialog, LoadBoundary } from './components/loaded-later.tsx'
import { PlayerBar, Welcome } from './components/sample-player.tsx'
import { SignIn } from './components/sign-in.tsx'
import { StageBar } from './components/stage-bar.tsx'
import { Transcript, WaitingClock } from './components/transcript.tsx'
import { useKeys } from './keys/use-keys.ts'
import { useLanguage } from './messages/context.tsx'
import { shownCard, unansweredSince } from './state/panel-state.ts'
import { readStored, writeStored } from './state/stored.ts'
import { citedTarget, guidedTarget, useArticle } from './state/use-article.ts'
import { useAsk } from './state/use-ask.ts'
import { useCardDeeds } from './state/use-card-deeds.ts'
import { useConversation } from './state/use-conversation.ts'
import { useDraft } from './state/use-draft.ts'
import { useDraftCheck } from './state/use-draft-check.ts'
import { usePlayer } from './state/use-player.ts'
import { useIndexing } from './state/use-readiness.ts'
import { useSamples } from './state/use-samples.ts'
import { useSession } from './state/use-session.ts'

/** The whole panel: conversation on one side, what the copilot offers on the other. */
export function App({ client }: { client: Client }) {
  const { text, chooseNext } = useLanguage()
  const { session, trouble, enterKey } = useSession(client)
  const samples = useSamples(client, session !== null)
  const isIndexing = useIndexing(client, session !== null)
  const conversation = useConversation(client)
  const { state, dispatch, connection } = conversation
  const drafting = useDraft()
  const checking = useDraftCheck(client, drafting.draft, state.id)
  const [confirming, setConfirming] = useState<string | null>(null)
  const player = usePlayer(conversation)
  const asking = useAsk(client, state)
  const reading = useArticle(client)
  const replyBox = useRef<HTMLTextAreaElement>(null)
  const askBox = useRef<HTMLInputElement>(null)
  const foundList = useRef<HTMLUListElement>(null)
  const [isHelpOpen, setHelpOpen] = useState(false)
  const [areSingleKeysOn, setSingleKeys] = useState(readStored('local', 'single-keys') !== 'off')
  const [problem, setProblem] = useState<string | null>(null)
  const [isSending, setSending] = useState(false)

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

  /** Blocked words stay; doubtful ones go when the agent presses Send a second time. */
  const mayGoOut = async (words: string) => {
    const verdict = await checking.verdictOf(words)
    if (verdict?.verdict === 'block') {
      setProblem(text.mustChange)
      return false
    }
    if (verdict?.verdict !== 'warn' || confirming === words) return true
    setConfirming(words)
    return false
  }

  const send = async () => {
    const { speaker, from } = drafting.draft
    const words = drafting.draft.text.trim()
    if (words === '' || isSending) return
    setSending(true)
    setProblem(null)
    try {
      if (speaker === 'agent' && !(await mayGoOut(words))) return
      await conversation.say(speaker, words)
      if (from && speaker === 'agent' && words !== from.text.trim()) {
        deeds.report(from.id, { verdict: 'edited', finalText: words })
      }
      drafting.clear()
    } catch (error) {
      setProblem(text.sendFailed(reasonOf(error, text)))
    } finally {
      setSending(false)
    }
  }

  const play = async (id: string) => {
    setProblem(null)
    try {
      await player.start(await client.sample(id))
    } catch (error) {
      setProblem(reasonOf(error, text))
    }
  }
  const startAnew = () => {
    player.stop()
    conversation.leave()
    reading.close()
    asking.close()
  }
  const openShown = () => {
    const shown = typeof asking.asked === 'object' ? asking.asked : null
    const suggestion = shown ?? shownCard(state)?.card.suggestion
    const target = citedTarget(suggestion?.sentences.flatMap(({ citations }) => citations) ?? [])
    if (target) reading.openNew(target)
  }
  const openGuidance = (guidance: Guidance) => reading.openNew(guidedTarget(guidance))
  const closeTop = () => {
    if (deeds.isAskingReason) deeds.askReason(false)
    else if (reading.target) reading.back()
    else asking.close()
  }
  const firstSample = Array.isArray(samples) ? samples[0] : undefined
  const warning = state.warnings.findLast(({ isRead }) => !isRead)
  const isPlayerFree = player.player.sample !== null
  const shownAsk = asking.value.trim() !== ''

  useKeys(
    isHelpOpen
      ? {}
      : {
          ...deeds.keys,
          ...(typeof asking.asked === 'object' && asking.asked
            ? deeds.askedKeys(asking.asked)
            : {}),
          open: openShown,
          ask: () => askBox.current?.focus(),
          reply: focusReply,
          speaker: () =>
            session?.isDemo &&
            drafting.speakAs(drafting.draft.speaker === 'agent' ? 'customer' : 'agent'),
          gotIt: () => dispatch({ type: 'warnings-read' }),
          play: () =>
            isPlayerFree ? player.toggle() : firstSample && !state.id && void play(firstSample.id),
          step: player.step,
          speed: player.changeSpeed,
          newConversation: startAnew,
          language: chooseNext,
          help: () => setHelpOpen(true),
          escape: closeTop,
        },
    areSingleKeysOn,
  )

  const waitingSince = useMemo(() => unansweredSince(state), [state])
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
        connection={connection}
        onNew={startAnew}
        onHelp={() => setHelpOpen(true)}
      />
      <main className="columns">
        <section className="talk">
          {trouble === 'unreachable' && !state.id && (
            <p className="quiet-line problem" role="status">
              {text.retrying}
            </p>
          )}
          <ConnectionBanner connection={connection} onRetry={conversation.retry} />
          {warning && (
            <WarningBanner
              warning={warning}
              onInsert={(words) => insert(words, null)}
              onRead={() => dispatch({ type: 'warnings-read' })}
            />
          )}
          {state.id ? (
            <>
              <div className="talk-head">
                <StageBar stage={state.stage} skipped={state.skipped} />
                {waitingSince && !state.isClosed && (
                  <WaitingClock since={waitingSince.receivedAt} limit={session?.desk ?? null} />
                )}
              </div>
              <PlayerBar
                player={player.player}
                onToggle={player.toggle}
                onStep={player.step}
                onSpeed={player.changeSpeed}
                onStop={player.stop}
              />
              <Transcript turns={state.turns} lang={state.lang} />
            </>
          ) : (
            <Welcome samples={samples} onPlay={play} />
          )}
        </section>
        <section className="copilot">
          <AskBox
            value={asking.value}
            box={askBox}
            onChange={asking.setValue}
            onAsk={asking.ask}
            onDown={() => foundList.current?.querySelector('button')?.focus()}
            onClose={() => {
              asking.close()
              askBox.current?.blur()
            }}
          />
          {isIndexing && (
            <p className="indexing" role="status">
              <LoaderCircle aria-hidden size={14} className="turning" />
              {text.indexing}
            </p>
          )}
          <div className="copilot-pane" hidden={!shownAsk}>
            {shownAsk && (
              <AskPane
                asking={asking}
                list={foundList}
                lang={state.lang}
                deeds={deeds}
                onOpen={reading.openNew}
              />
            )}
          </div>
          <CardPane
            state={state}
            dispatch={dispatch}
            deeds={deeds}
            isHidden={shownAsk}
            onOpen={reading.openNew}
            onOpenGuidance={openGuidance}
            onSearch={() => askBox.current?.focus()}
          />
        </section>
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
          mayPlayCustomer={session?.isDemo ?? false}
          isNew={state.id === null}
          problem={problem}
          verdict={checking.verdict}
          isConfirming={confirming !== null && confirming === drafting.draft.text.trim()}
          isSending={isSending}
          onChange={(typed) => {
            setProblem(null)
            drafting.type(typed)
          }}
          onSpeaker={drafting.speakAs}
          onSend={send}
        />
      </main>
      {isHelpOpen && (
        <Suspense>
          <HelpDialog
            onClose={() => setHelpOpen(false)}
            areSingleKeysOn={areSingleKeysOn}
            onSingleKeys={(areOn) => {
              writeStored('local', 'single-keys', areOn ? null : 'off')
              setSingleKeys(areOn)
            }}
          />
        </Suspense>
      )}
    </div>
  )
}

function reasonOf(error: unknown, text: { unreachable: string; tooLong: string; failed: string }) {
  if (!(error instanceof ApiError)) return text.failed
  if (error.status === 0) return text.unreachable
  return error.code === 'TOO_LONG' || error.code === 'TOO_LARGE' ? text.tooLong : text.failed
}
