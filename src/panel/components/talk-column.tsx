import type { Dispatch } from 'react'
import type { SampleList, Session } from '../../http/api-types.ts'
import { useMessages } from '../messages/context.tsx'
import { openWarning, type PanelAction, unansweredSince } from '../state/panel-state.ts'
import type { useConversation } from '../state/use-conversation.ts'
import type { usePlayer } from '../state/use-player.ts'
import { ConnectionBanner, WarningBanner } from './banners.tsx'
import { PlayerBar, Welcome } from './sample-player.tsx'
import { StageBar } from './stage-bar.tsx'
import { Transcript, WaitingClock } from './transcript.tsx'

/** The conversation, with what needs attention above it; before there is one, samples to play. */
export function TalkColumn(props: {
  conversation: ReturnType<typeof useConversation>
  dispatch: Dispatch<PanelAction>
  playing: ReturnType<typeof usePlayer>
  desk: Session['desk'] | null
  isUnreachable: boolean
  samples: SampleList['samples'] | 'failed' | null
  /** Turns that are to be lit. */
  lit: readonly number[]
  onPlay: (sample: string) => void
  onInsert: (words: string) => void
}) {
  const text = useMessages()
  const { conversation, playing } = props
  const { state } = conversation
  const warning = openWarning(state)
  const waiting = state.isClosed ? null : unansweredSince(state)
  return (
    <section className="talk">
      {props.isUnreachable && !state.id && (
        <p className="quiet-line problem" role="status">
          {text.retrying}
        </p>
      )}
      <ConnectionBanner connection={conversation.connection} onRetry={conversation.retry} />
      {warning && (
        <WarningBanner
          warning={warning}
          onInsert={props.onInsert}
          onRead={() => props.dispatch({ type: 'warning-read' })}
        />
      )}
      {state.id ? (
        <>
          <div className="talk-head">
            <StageBar stage={state.stage} skipped={state.skipped} />
            {waiting && <WaitingClock since={waiting.receivedAt} limit={props.desk} />}
          </div>
          <PlayerBar
            player={playing.player}
            onToggle={playing.toggle}
            onStep={playing.step}
            onSpeed={playing.changeSpeed}
            onStop={playing.stop}
          />
          <Transcript turns={state.turns} lang={state.lang} lit={props.lit} />
        </>
      ) : (
        <Welcome samples={props.samples} onPlay={props.onPlay} />
      )}
    </section>
  )
}
