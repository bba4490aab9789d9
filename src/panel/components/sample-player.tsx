import {
  FastForward,
  Headset,
  type LucideIcon,
  Mail,
  MessageCircle,
  Pause,
  Play,
  Square,
  StepForward,
} from 'lucide-react'
import type { SampleList } from '../../http/api-types.ts'
import { useMessages } from '../messages/context.tsx'
import type { Player } from '../state/use-player.ts'
import { ActionButton } from './action-button.tsx'

export const CHANNEL_ICONS: Record<'hotline' | 'chat' | 'email', LucideIcon> = {
  hotline: Headset,
  chat: MessageCircle,
  email: Mail,
}

type SampleHead = SampleList['samples'][number]

/** What a visitor sees first: recorded conversations to play. `samples` is null while they load. */
export function Welcome(props: {
  samples: SampleHead[] | 'failed' | null
  onPlay: (id: string) => void
}) {
  const text = useMessages()
  const { samples } = props
  return (
    <section className="welcome">
      <h2>{text.welcome}</h2>
      <p className="hint only-wide">{text.welcomeNote}</p>
      <p className="hint only-narrow">{text.welcomeNoteNarrow}</p>
      {samples === 'failed' && <p className="problem">{text.samplesFailed}</p>}
      {Array.isArray(samples) && samples.length === 0 && <p>{text.samplesEmpty}</p>}
      {Array.isArray(samples) && samples.length > 0 && (
        <ul className="samples" aria-label={text.samples}>
          {samples.map((sample, index) => (
            <li key={sample.id}>
              <SampleButton sample={sample} digit={index + 1} onPlay={props.onPlay} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function SampleButton(props: {
  sample: SampleHead
  /** The key that plays it. */
  digit: number
  onPlay: (id: string) => void
}) {
  const text = useMessages()
  const { sample } = props
  const Icon = CHANNEL_ICONS[sample.channel]
  return (
    <button type="button" className="sample" onClick={() => props.onPlay(sample.id)}>
      <Play aria-hidden size={15} className="sample-play" />
      <span className="sample-title" lang={sample.lang}>
        <span className="unseen">{text.playSample}</span>
        {sample.title}
      </span>
      <span className="sample-meta">
        <Icon aria-hidden size={13} />
        {text.channel[sample.channel]} · {minutes(sample.durationMs)}
      </span>
      <kbd aria-hidden>{props.digit}</kbd>
    </button>
  )
}

/** The controls while a sample plays. */
export function PlayerBar(props: {
  player: Player
  onToggle: () => void
  onStep: () => void
  onSpeed: () => void
  onStop: () => void
}) {
  const text = useMessages()
  const { sample, done, isPlaying, speed } = props.player
  if (!sample) return null
  const isOver = done >= sample.turns.length
  return (
    <section className="player" aria-label={text.samples}>
      {!isOver && (
        <>
          <ActionButton
            icon={isPlaying ? Pause : Play}
            label={isPlaying ? text.pause : text.resume}
            keyAction="play"
            look="quiet"
            isBare
            onPress={props.onToggle}
          />
          <ActionButton
            icon={StepForward}
            label={text.step}
            keyAction="step"
            look="quiet"
            isBare
            onPress={props.onStep}
          />
          <ActionButton
            icon={FastForward}
            label={`${text.speed}: ${text.speedValue(speed)}`}
            keyAction="speed"
            look="quiet"
            onPress={props.onSpeed}
          >
            {speed}×
          </ActionButton>
        </>
      )}
      <span className="player-title" lang={sample.lang}>
        {sample.title}
      </span>
      <span className="player-progress">
        {isOver
          ? text.sampleDone
          : text.progress(sample.turns[done - 1]?.seq ?? 0, sample.turns.at(-1)?.seq ?? 0)}
      </span>
      <ActionButton icon={Square} label={text.stop} look="quiet" isBare onPress={props.onStop} />
      <progress value={done} max={sample.turns.length} aria-label={text.samples} />
    </section>
  )
}

function minutes(ms: number): string {
  const seconds = Math.round(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
