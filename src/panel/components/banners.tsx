import { ArrowDownToLine, Check, RotateCw, Siren, WifiOff } from 'lucide-react'
import type { RaisedWarning } from '../../http/api-types.ts'
import type { Connection } from '../api/follow-events.ts'
import { useLanguage, useMessages } from '../messages/context.tsx'
import { timeOfDay } from '../state/time-of-day.ts'
import { ActionButton } from './action-button.tsx'

/** What to do now that the customer said something a lead has to know of. */
export function WarningBanner(props: {
  warning: RaisedWarning
  onInsert: (text: string) => void
  onRead: () => void
}) {
  const { lang, text } = useLanguage()
  const { warning } = props
  return (
    <section className="banner banner-warning" role="alert">
      <Siren aria-hidden size={18} />
      <div className="banner-body">
        <div className="banner-head">
          <h2>
            {text.warning} · {warning.name}
          </h2>
          <ActionButton
            icon={Check}
            label={text.gotIt}
            keyAction="gotIt"
            look="quiet"
            onPress={props.onRead}
          />
        </div>
        <p className="hint">
          {text.warningTurn(warning.seq)}: <q>{warning.cue}</q>{' '}
          {warning.takenAt ? text.warningTaken(timeOfDay(warning.takenAt, lang)) : text.warningLead}
        </p>
        {warning.calm !== '' && (
          <p className="banner-calm">
            <span>
              <span className="label">{text.warningSay}</span> {warning.calm}
            </span>
            <ActionButton
              icon={ArrowDownToLine}
              label={text.insert}
              keyAction="insertCalm"
              isBare
              onPress={() => props.onInsert(warning.calm)}
            />
          </p>
        )}
        {warning.questions.length > 0 && (
          <div className="banner-learn">
            <span className="label">{text.warningLearn}</span>
            <ul>
              {warning.questions.map((question) => (
                <li key={question}>{question}</li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </section>
  )
}

/** The server is gone: said in plain words, with a way to hurry. */
export function ConnectionBanner({
  connection,
  onRetry,
}: {
  connection: Connection
  onRetry: () => void
}) {
  const text = useMessages()
  if (connection.state !== 'lost' && connection.state !== 'refused') return null
  const isLost = connection.state === 'lost'
  const isGone = connection.state === 'refused' && connection.status === 404
  return (
    <section className="banner banner-lost" role="status">
      <WifiOff aria-hidden size={16} />
      <div className="banner-body">
        <p>{isLost ? text.lost : isGone ? text.gone : text.lostForGood}</p>
        {isLost && (
          <ActionButton
            icon={RotateCw}
            label={text.retryNow}
            look="quiet"
            keyAction="retry"
            onPress={onRetry}
          />
        )}
      </div>
    </section>
  )
}
