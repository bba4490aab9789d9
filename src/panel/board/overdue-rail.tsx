import type { FollowUp, TicketSummary } from '../../http/api-types.ts'
import { useLanguage } from '../messages/context.tsx'
import { clockText } from './clock-text.ts'
import type { LabelNames } from './label-names.ts'
import { BOARD_TEXTS, type BoardTexts } from './messages.ts'
import { useSecond } from './use-second.ts'

/** Tickets past their deadline and promises past their time; the longest overdue first. */
export function OverdueRail(props: {
  tickets: readonly TicketSummary[] | null
  followUps: readonly FollowUp[] | null
  names: LabelNames
  onLook: (conversation: string) => void
}) {
  const { lang } = useLanguage()
  const text = BOARD_TEXTS[lang]
  const tickets = [...(props.tickets ?? [])].sort(byInstant(({ deadline }) => deadline ?? ''))
  const followUps = [...(props.followUps ?? [])].sort(byInstant(({ dueAt }) => dueAt))
  return (
    <section className="rail-part" aria-label={text.overdue}>
      <h2>
        {text.tickets} <span className="count">{tickets.length}</span>
      </h2>
      {tickets.length === 0 && <p className="hint">{text.noTickets}</p>}
      <ul className="overdue">
        {tickets.map((ticket) => (
          <Line
            key={ticket.id}
            text={text}
            about={ticket.problem ?? text.noProblem}
            since={ticket.deadline ?? ticket.createdAt}
            notes={[props.names.type(ticket.type), props.names.department(ticket.department)]}
            onLook={() => props.onLook(ticket.conversation)}
          />
        ))}
      </ul>
      <h2>
        {text.followUps} <span className="count">{followUps.length}</span>
      </h2>
      {followUps.length === 0 && <p className="hint">{text.noFollowUps}</p>}
      <ul className="overdue">
        {followUps.map((followUp) => (
          <Line
            key={followUp.id}
            text={text}
            about={followUp.note}
            since={followUp.dueAt}
            notes={[text.kinds[followUp.kind]]}
            onLook={() => props.onLook(followUp.conversation)}
          />
        ))}
      </ul>
    </section>
  )
}

function Line(props: {
  text: BoardTexts
  about: string
  since: string
  notes: (string | null)[]
  onLook: () => void
}) {
  const { text } = props
  const seconds = (useSecond() - Date.parse(props.since)) / 1_000
  const notes = props.notes.filter((note) => note !== null)
  return (
    <li>
      <button type="button" className="link" onClick={props.onLook}>
        {props.about}
      </button>
      <span className="hint">
        <strong className="overdue-by">{text.overdueBy(clockText(seconds, text.days))}</strong>
        {notes.map((note) => ` · ${note}`)}
      </span>
    </li>
  )
}

function byInstant<T>(pick: (one: T) => string): (a: T, b: T) => number {
  return (a, b) => Date.parse(pick(a)) - Date.parse(pick(b))
}
