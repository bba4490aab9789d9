import { Check, FastForward, Pause, Play, Square, StepForward } from 'lucide-react'
import { ActionButton } from '../components/action-button.tsx'
import { useLanguage } from '../messages/context.tsx'
import { DEMO_TEXTS } from './messages.ts'
import { turnsDone } from './sample-steps.ts'
import { ALL_SHOWN, type Shown } from './seen.ts'
import { SHOWN_ICONS } from './shown-icons.ts'
import type { usePlayer } from './use-player.ts'
import './demo.css'

/** The controls while a recording plays, and what was seen so far. */
export function PlayerBar({ playing }: { playing: ReturnType<typeof usePlayer> }) {
  const { lang, text } = useLanguage()
  const demo = DEMO_TEXTS[lang]
  const { player, isOver, seen } = playing
  const { sample, steps, done, isPlaying, speed, queue, hasFailed } = player
  if (!sample) return null
  const hasMore = !isOver || queue.length > 0
  const { said, all } = turnsDone(steps, done)
  return (
    <section className="player" aria-label={text.samples}>
      {hasMore && (
        <>
          <ActionButton
            icon={isPlaying ? Pause : Play}
            label={isPlaying ? text.pause : text.resume}
            keyAction="play"
            look="quiet"
            isBare
            onPress={playing.toggle}
          />
          <ActionButton
            icon={StepForward}
            label={text.step}
            keyAction="step"
            look="quiet"
            isBare
            onPress={playing.step}
          />
          <ActionButton
            icon={FastForward}
            label={`${text.speed}: ${text.speedValue(speed)}`}
            keyAction="speed"
            look="quiet"
            onPress={playing.changeSpeed}
          >
            {speed}×
          </ActionButton>
        </>
      )}
      <span className="player-title" lang={sample.lang}>
        {sample.title}
      </span>
      <span className="player-progress">
        {hasMore ? text.progress(said, all) : text.sampleDone}
      </span>
      <ActionButton icon={Square} label={text.stop} look="quiet" isBare onPress={playing.stop} />
      <ul className="player-seen" aria-label={demo.shows}>
        {ALL_SHOWN.map((shown) => (
          <SeenMark key={shown} shown={shown} isSeen={seen.includes(shown)} />
        ))}
      </ul>
      {hasFailed && (
        <p className="player-failed problem" role="alert">
          {demo.failed}
        </p>
      )}
      <progress value={done} max={steps.length} aria-label={text.samples} />
    </section>
  )
}

function SeenMark({ shown, isSeen }: { shown: Shown; isSeen: boolean }) {
  const { lang } = useLanguage()
  const demo = DEMO_TEXTS[lang]
  const Icon = isSeen ? Check : SHOWN_ICONS[shown]
  return (
    <li data-shown={shown} data-seen={isSeen}>
      <Icon aria-hidden size={13} strokeWidth={2} />
      <span>{demo.shown[shown].name}</span>
      <span className="unseen">{isSeen ? demo.seen : demo.notYet}</span>
    </li>
  )
}
