import { Play } from 'lucide-react'
import type { SampleList } from '../../http/api-types.ts'
import { ActionButton } from '../components/action-button.tsx'
import { CHANNEL_ICONS } from '../components/channel-icons.ts'
import { useLanguage } from '../messages/context.tsx'
import { DEMO_TEXTS } from './messages.ts'
import { playAll } from './play-all.ts'
import { ALL_SHOWN, type Shown } from './seen.ts'
import { SHOWN_ICONS } from './shown-icons.ts'
import './demo.css'

type SampleHead = SampleList['samples'][number]

/** The start page: what there is to see in a minute, and the recordings. `samples` is null while they load. */
export function DemoDesk(props: {
  samples: SampleHead[] | 'failed' | null
  /** Plays a recording, and then those of the queue. */
  onPlay: (id: string, queue?: string[]) => void
}) {
  const { lang, text } = useLanguage()
  const demo = DEMO_TEXTS[lang]
  const samples = Array.isArray(props.samples) ? props.samples : []
  const shown = ALL_SHOWN.filter((one) => samples.some(({ shows }) => shows.includes(one)))
  return (
    <section className="demo">
      <div className="demo-head">
        <h2>{demo.title}</h2>
        <p className="hint">{demo.note}</p>
      </div>
      {props.samples === 'failed' && <p className="problem">{text.samplesFailed}</p>}
      {Array.isArray(props.samples) && samples.length === 0 && <p>{text.samplesEmpty}</p>}
      {samples.length > 0 && (
        <>
          <div>
            <ActionButton
              icon={Play}
              label={demo.play}
              look="primary"
              keyAction="play"
              onPress={() => playAll(samples, props.onPlay)}
            />
          </div>
          {shown.length > 0 && (
            <ul className="demo-shown" aria-label={demo.shows}>
              {shown.map((one) => (
                <ShownLine key={one} shown={one} />
              ))}
            </ul>
          )}
          <div className="demo-one">
            <h3>{demo.one}</h3>
            <ul className="samples" aria-label={text.samples}>
              {samples.map((sample, index) => (
                <li key={sample.id}>
                  <SampleButton
                    sample={sample}
                    digit={index + 1}
                    onPlay={() => props.onPlay(sample.id)}
                  />
                </li>
              ))}
            </ul>
          </div>
        </>
      )}
      <p className="hint">{demo.tryIt}</p>
    </section>
  )
}

function ShownLine({ shown }: { shown: Shown }) {
  const { lang } = useLanguage()
  const { name, about } = DEMO_TEXTS[lang].shown[shown]
  const Icon = SHOWN_ICONS[shown]
  return (
    <li>
      <Icon aria-hidden size={16} strokeWidth={1.8} />
      <span className="demo-shown-name">{name}</span>
      <span className="hint">{about}</span>
    </li>
  )
}

function SampleButton(props: {
  sample: SampleHead
  /** The key that plays it. */
  digit: number
  onPlay: () => void
}) {
  const { lang, text } = useLanguage()
  const demo = DEMO_TEXTS[lang]
  const { sample } = props
  const Icon = CHANNEL_ICONS[sample.channel]
  return (
    <button type="button" className="sample" onClick={props.onPlay}>
      <Icon aria-hidden size={16} className="sample-play" />
      <span className="sample-title" lang={sample.lang}>
        <span className="unseen">{text.playSample}</span>
        {sample.title}
      </span>
      <span className="sample-meta">
        {text.channel[sample.channel]} · {demo.languages[sample.lang]} ·{' '}
        {minutes(sample.durationMs)}
      </span>
      <kbd aria-hidden>{props.digit}</kbd>
    </button>
  )
}

function minutes(ms: number): string {
  const seconds = Math.round(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
