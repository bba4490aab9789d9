import { RotateCcw } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Figure, FigureId, Report } from '../../http/api-types.ts'
import type { Client } from '../api/client.ts'
import { ActionButton } from '../components/action-button.tsx'
import { PageNav } from '../components/page-nav.tsx'
import { SignIn } from '../components/sign-in.tsx'
import { useLanguage } from '../messages/context.tsx'
import { LANGUAGE_NAMES } from '../messages/index.ts'
import { LANGS, type Lang } from '../messages/languages.ts'
import { useSession } from '../state/use-session.ts'
import { DayPlot } from './day-plot.tsx'
import { formatFigure, formatNote } from './format-figure.ts'
import { FIGURE_TEXTS, type FigureTexts } from './messages.ts'
import { QuestionTypes } from './question-types.tsx'
import { lastDays, useReport } from './use-report.ts'
import './figures.css'

const PERIODS = [7, 30, 90]
const CHANNELS = ['chat', 'hotline', 'email'] as const
const PLOTTED: readonly FigureId[] = [
  'conversations',
  'replies-in-time',
  'waiting-time',
  'knowledge-hits',
  'suggestions-accepted',
  'tickets',
  'warnings',
  'warning-reaction',
]

/** How the desk is doing: figures of a period, day by day, each plot with its numbers as a table. */
export function FiguresPage({ client }: { client: Client }) {
  const { lang, text: panel, choose } = useLanguage()
  const text = FIGURE_TEXTS[lang]
  const { session, trouble, enterKey } = useSession(client)
  const [wanted, setWanted] = useState({ ...lastDays(7, 'UTC', new Date()), channel: '' })
  const [attempt, setAttempt] = useState(0)
  const zone = session?.desk.timeZone
  useEffect(() => {
    if (zone) setWanted((before) => ({ ...before, ...lastDays(7, zone, new Date()) }))
  }, [zone])
  useEffect(() => {
    document.title = text.title
  }, [text])
  const reported = useReport(client, session, wanted, attempt)

  if (trouble === 'key-needed' || trouble === 'key-wrong') {
    return <SignIn isWrong={trouble === 'key-wrong'} onKey={enterKey} />
  }
  const { report } = reported
  return (
    <main className="figures" aria-busy={reported.state === 'loading'}>
      <header className="figures-head">
        <h1>{text.title}</h1>
        <span className="spring" />
        <PageNav here="figures" session={session} />
        <select
          className="language"
          aria-label={panel.language}
          value={lang}
          onChange={(event) => choose(event.target.value as Lang)}
        >
          {LANGS.map((each) => (
            <option key={each} value={each} lang={each}>
              {LANGUAGE_NAMES[each]}
            </option>
          ))}
        </select>
      </header>
      <form className="figures-filter" onSubmit={(event) => event.preventDefault()}>
        {PERIODS.map((days) => (
          <button
            key={days}
            type="button"
            onClick={() => setWanted({ ...wanted, ...lastDays(days, zone ?? 'UTC', new Date()) })}
          >
            {text.days(days)}
          </button>
        ))}
        <DayBox
          label={text.from}
          day={wanted.from}
          onDay={(from) => setWanted({ ...wanted, from })}
        />
        <DayBox label={text.to} day={wanted.to} onDay={(to) => setWanted({ ...wanted, to })} />
        <label>
          {text.channel}
          <select
            value={wanted.channel}
            onChange={(event) => setWanted({ ...wanted, channel: event.target.value })}
          >
            <option value="">{text.all}</option>
            {CHANNELS.map((channel) => (
              <option key={channel} value={channel}>
                {text.channels[channel]}
              </option>
            ))}
          </select>
        </label>
      </form>
      <div role="status" className="hint">
        {reported.state === 'loading' && text.loading}
        {reported.state === 'ready' &&
          text.madeAt(timeIn(reported.report, lang), reported.report.timeZone)}
      </div>
      {reported.state === 'forbidden' && <p className="problem">{text.forbidden}</p>}
      {reported.state === 'failed' && (
        <p className="problem" role="alert">
          {text.failed}
          {reported.detail}{' '}
          <ActionButton
            icon={RotateCcw}
            label={text.retry}
            look="quiet"
            onPress={() => setAttempt((count) => count + 1)}
          />
        </p>
      )}
      {report && <Figures report={report} text={text} />}
    </main>
  )
}

/** As clocks of the desk show it. */
function timeIn({ madeAt, timeZone }: Report, lang: Lang): string {
  return new Date(madeAt).toLocaleString(lang, { timeZone })
}

function DayBox(props: { label: string; day: string; onDay: (day: string) => void }) {
  return (
    <label>
      {props.label}
      <input
        type="date"
        value={props.day}
        onChange={(event) => event.target.value !== '' && props.onDay(event.target.value)}
      />
    </label>
  )
}

function Figures({ report, text }: { report: Report; text: FigureTexts }) {
  const ids = Object.keys(text.figures) as FigureId[]
  const isKnown = (id: FigureId) => report.total[id].value !== null
  return (
    <>
      <dl className="tiles">
        {ids.filter(isKnown).map((id) => (
          <Tile key={id} id={id} figure={report.total[id]} text={text} />
        ))}
      </dl>
      <h2>{text.notKnown}</h2>
      <dl className="unknowns">
        {ids
          .filter((id) => !isKnown(id))
          .map((id) => (
            <div key={id} className="unknown">
              <dt>{text.figures[id]}</dt>
              <dd className="hint">{formatNote(id, report.total[id], text)}</dd>
            </div>
          ))}
      </dl>
      <h2>{text.dayByDay}</h2>
      <div className="plots">
        {PLOTTED.map((id) => (
          <DayPlot key={id} id={id} days={report.days} text={text} />
        ))}
      </div>
      <div className="plots">
        <QuestionTypes title={text.types} types={report.types} text={text} />
        <QuestionTypes title={text.modules} types={report.modules} text={text} />
      </div>
    </>
  )
}

function Tile({ id, figure, text }: { id: FigureId; figure: Figure; text: FigureTexts }) {
  const from = figure.n === figure.value ? '' : text.countedFrom(figure.n)
  const notes = [from, formatNote(id, figure, text)].filter((part) => part !== '')
  return (
    <div className="tile">
      <dt>{text.figures[id]}</dt>
      <dd>
        <strong>{formatFigure(id, figure, text)}</strong>
        <span className="hint">{notes.join(' · ')}</span>
      </dd>
    </div>
  )
}
