import { BellOff, Check, Eye, Siren, Users } from 'lucide-react'
import type { Incident, Warning } from '../../http/api-types.ts'
import { ActionButton } from '../components/action-button.tsx'
import { CHANNEL_ICONS } from '../components/channel-icons.ts'
import { useLanguage } from '../messages/context.tsx'
import { timeOfDay } from '../state/time-of-day.ts'
import { clockText } from './clock-text.ts'
import { groupWarnings, type Raised } from './group-warnings.ts'
import { BOARD_TEXTS, type BoardTexts } from './messages.ts'
import { useSecond } from './use-second.ts'

/** Warnings taken up that stay in sight. */
const TAKEN_SHOWN = 5

/** Early warnings and mass incidents as they come: the newest first, each with what was said and one thing to do. */
export function AlertRail(props: {
  warnings: readonly Warning[]
  incidents: readonly Incident[] | null
  onTakeWarnings: (ids: readonly string[]) => void
  onTakeIncident: (id: string) => void
  onEndIncident: (id: string, verdict: 'solved' | 'false-alarm') => void
  onLook: (conversation: string, seq?: number) => void
}) {
  const { lang } = useLanguage()
  const text = BOARD_TEXTS[lang]
  const open = groupWarnings(props.warnings.filter(({ takenAt }) => takenAt === null))
  const isTaken = ({ takenAt }: Warning) => takenAt !== null
  const taken = groupWarnings(props.warnings.filter(isTaken)).slice(0, TAKEN_SHOWN)
  const incidents = props.incidents ?? []
  return (
    <section className="rail-part" aria-label={text.alerts}>
      <h2>
        {text.warnings} <span className="count">{open.length}</span>
      </h2>
      {open.length === 0 && <p className="hint">{text.noWarnings}</p>}
      <ul className="alerts" aria-live="polite" aria-relevant="additions">
        {open.map((raised) => (
          <WarningCard
            key={raised.key}
            raised={raised}
            text={text}
            onTake={() => props.onTakeWarnings(raised.ids)}
            onLook={() => props.onLook(raised.first.conversation, raised.first.seq)}
          />
        ))}
      </ul>
      {taken.length > 0 && (
        <ul className="taken">
          {taken.map((raised) => (
            <TakenLine key={raised.key} raised={raised} text={text} onLook={props.onLook} />
          ))}
        </ul>
      )}
      <h2>
        {text.incidents} <span className="count">{incidents.length}</span>
      </h2>
      {incidents.length === 0 && <p className="hint">{text.noIncidents}</p>}
      <ul className="alerts">
        {incidents.map((incident) => (
          <IncidentCard
            key={incident.id}
            incident={incident}
            text={text}
            onTake={() => props.onTakeIncident(incident.id)}
            onEnd={(verdict) => props.onEndIncident(incident.id, verdict)}
            onLook={props.onLook}
          />
        ))}
      </ul>
    </section>
  )
}

function WarningCard(props: {
  raised: Raised
  text: BoardTexts
  onTake: () => void
  onLook: () => void
}) {
  const { text: panel } = useLanguage()
  const { raised, text } = props
  const warning = raised.first
  const Channel = CHANNEL_ICONS[warning.channel]
  return (
    <li className="alert alert-warning">
      <h3>
        <Siren aria-hidden size={15} strokeWidth={2} />
        {raised.names.join(' · ')}
        <Ago at={warning.raisedAt} text={text} />
      </h3>
      <p className="alert-cue">
        {raised.cues.map((cue) => (
          <q key={cue}>{cue}</q>
        ))}
      </p>
      <p className="hint alert-meta">
        <Channel aria-hidden size={12} />
        {panel.channel[warning.channel]} · {text.turn(warning.seq)}
        {warning.isClosed && ` · ${text.closed}`}
      </p>
      <div className="row">
        <ActionButton icon={Check} label={text.take} look="primary" onPress={props.onTake} />
        <ActionButton icon={Eye} label={text.look} onPress={props.onLook} />
      </div>
    </li>
  )
}

function TakenLine(props: {
  raised: Raised
  text: BoardTexts
  onLook: (conversation: string, seq: number) => void
}) {
  const { raised, text } = props
  const warning = raised.first
  const { takenAt, takenBy, raisedAt } = warning
  const seconds = (Date.parse(takenAt ?? raisedAt) - Date.parse(raisedAt)) / 1_000
  const role = takenBy?.split(':')[0] ?? 'lead'
  const who = text.roles[role] ?? role
  return (
    <li>
      <Check aria-hidden size={13} />
      <button
        type="button"
        className="link"
        onClick={() => props.onLook(warning.conversation, warning.seq)}
      >
        {raised.names.join(' · ')}
      </button>
      <span className="hint">{text.takenAfter(who, clockText(seconds, text.days))}</span>
    </li>
  )
}

function IncidentCard(props: {
  incident: Incident
  text: BoardTexts
  onTake: () => void
  onEnd: (verdict: 'solved' | 'false-alarm') => void
  onLook: (conversation: string, seq: number) => void
}) {
  const { lang } = useLanguage()
  const { incident, text } = props
  const [first, ...others] = incident.examples
  return (
    <li className="alert">
      <h3>
        <Users aria-hidden size={15} strokeWidth={2} />
        {text.customers(incident.customers, incident.usual)}
        <span className="hint">{text.since(timeOfDay(incident.startedAt, lang))}</span>
      </h3>
      {first && (
        <p className="alert-cue" dir="auto">
          <q>{first.quote}</q>
        </p>
      )}
      {others.length > 0 && (
        <details>
          <summary>{text.examples}</summary>
          <ol className="timeline">
            {incident.examples.map(({ conversation, seq, at, quote }) => (
              <li key={`${conversation}.${seq}`}>
                <time dateTime={at}>{timeOfDay(at, lang)}</time>
                <button
                  type="button"
                  className="link"
                  onClick={() => props.onLook(conversation, seq)}
                >
                  {quote}
                </button>
              </li>
            ))}
          </ol>
        </details>
      )}
      <div className="row">
        {incident.takenAt === null ? (
          <ActionButton icon={Check} label={text.take} look="primary" onPress={props.onTake} />
        ) : (
          <span className="tag">{text.taken}</span>
        )}
        <ActionButton icon={Check} label={text.solved} onPress={() => props.onEnd('solved')} />
        <ActionButton
          icon={BellOff}
          label={text.falseAlarm}
          look="quiet"
          onPress={() => props.onEnd('false-alarm')}
        />
      </div>
    </li>
  )
}

function Ago({ at, text }: { at: string; text: BoardTexts }) {
  const seconds = (useSecond() - Date.parse(at)) / 1_000
  return (
    <time className="hint" dateTime={at}>
      {text.ago(clockText(seconds, text.days))}
    </time>
  )
}
