import { ClipboardList, ListTodo, LoaderCircle } from 'lucide-react'
import type { Ticket, TicketForm, TicketPlace } from '../../http/api-types.ts'
import { useLanguage } from '../messages/context.tsx'
import type { Lang } from '../messages/languages.ts'
import { nameIn } from '../state/class-choices.ts'
import type { TicketDesk } from '../state/use-ticket.ts'
import { TicketActions } from './ticket-actions.tsx'
import { TicketLabelPlace, TicketTextPlace } from './ticket-place.tsx'

const LABELS = ['type', 'module', 'department', 'urgency', 'priority'] as const
const KINDS = ['problem', 'done', 'result', 'promise', 'next-step'] as const
const CHOICES = {
  type: 'types',
  module: 'modules',
  department: 'departments',
  urgency: 'urgencies',
  priority: 'priorities',
} as const

type Props = {
  desk: TicketDesk
  isClosed: boolean
  onLook: (seqs: number[]) => void
  onInsertAsk: (ask: string) => void
}

/** The ticket of the conversation under review, or in one line why there is none. */
export function TicketPane(props: Props) {
  const { text } = useLanguage()
  const { ticket } = props.desk
  if (ticket === 'loading') {
    return (
      <p className="quiet-line" role="status">
        <LoaderCircle aria-hidden size={14} className="turning" />
        {text.ticket.loading}
      </p>
    )
  }
  if (ticket === 'failed') return <p className="quiet-line problem">{text.ticket.failed}</p>
  if (ticket === null) {
    return (
      <p className="quiet-line">
        <ClipboardList aria-hidden size={16} />
        {text.ticket.empty}
      </p>
    )
  }
  return <OpenTicket {...props} ticket={ticket} />
}

function OpenTicket({ ticket, desk, isClosed, onLook, onInsertAsk }: Props & { ticket: Ticket }) {
  const { lang, text } = useLanguage()
  const words = text.ticket
  const isDraft = ticket.state === 'draft' || ticket.state === 'edited'
  const isLocked = !isDraft || !ticket.mayReview
  const missing = ticket.findings.filter(({ rule }) => rule === 'missing').length
  const findingAt = (path: string) => ticket.findings.find((finding) => finding.path === path)
  const common = (place: TicketPlace, label: string) => ({
    ...{ place, label, isLocked, onLook, onInsertAsk, finding: findingAt(place.path) },
    value: desk.valueOf(place.path, place.value),
    hasWhole: desk.whole !== null,
    onChange: (value: string) => desk.type(place.path, value),
    onDone: desk.save,
    onReveal: desk.reveal,
    onUseDrafted: (value: string) => desk.choose(place.path, value),
  })
  return (
    <article className="ticket" aria-label={words.title}>
      <div className="ticket-body">
        <header className="ticket-head">
          <h2>{words.state[ticket.state]}</h2>
          <span className="hint">{words.version(ticket.version)}</span>
          {ticket.deadline && (
            <span className={ticket.isOverdue ? 'tag tag-caution' : 'hint'}>
              {words.deadline(instant(ticket.deadline, lang))}
            </span>
          )}
        </header>
        {isDraft && missing > 0 && (
          <p className="ticket-missing">
            <ListTodo aria-hidden size={14} />
            {text.ticketMissing(missing)}
          </p>
        )}
        {isDraft && !isClosed && <p className="hint">{words.conversationGoes}</p>}
        {!ticket.mayReview && <p className="hint">{words.notYours}</p>}
        <div className="ticket-labels">
          {LABELS.map((name) => {
            const place = ticket.labels.find(({ path }) => path === name)
            if (!place) return null
            const choices = (desk.form?.[CHOICES[name]] ?? []).map((one) => ({
              ...{ id: one.id, name: nameIn(one.name, lang, one.id) },
            }))
            return (
              <TicketLabelPlace
                key={name}
                {...common(place, words.labels[name])}
                choices={choices}
                onChoose={(value) => desk.choose(name, value)}
              />
            )
          })}
        </div>
        <section aria-label={words.fields}>
          <h3>{words.fields}</h3>
          {fieldsOf(ticket, desk.form).map(({ place, name }) => (
            <TicketTextPlace
              key={place.path}
              {...common(place, nameIn(name, lang, place.path.replace('field.', '')))}
            />
          ))}
        </section>
        <section aria-label={words.summary}>
          <h3>{words.summary}</h3>
          {KINDS.map((kind) => (
            <TicketTextPlace
              key={kind}
              {...common(placeAt(ticket.summary, `summary.${kind}`), words.kind[kind])}
            />
          ))}
        </section>
      </div>
      <TicketActions
        ticket={ticket}
        desk={desk}
        nameOf={(path) => nameOf(path, text, desk.form, lang)}
      />
    </article>
  )
}

type Names = TicketForm['types'][number]['name']

/** What the type requires, filled or not, then what else was said. */
function fieldsOf(ticket: Ticket, form: TicketForm | null): { place: TicketPlace; name: Names }[] {
  const all = form?.types.flatMap(({ fields }) => fields) ?? []
  const type = ticket.labels.find(({ path }) => path === 'type')?.value
  const own = form?.types.find(({ id }) => id === type)?.fields ?? []
  const missing = ticket.findings.filter(({ rule }) => rule === 'missing').map(({ path }) => path)
  const paths = [
    ...own.map(({ path }) => path),
    ...missing,
    ...ticket.fields.map(({ path }) => path),
  ].filter((path) => path.startsWith('field.'))
  return [...new Set(paths)].map((path) => ({
    place: placeAt(ticket.fields, path),
    name: all.find((field) => field.path === path)?.description ?? {},
  }))
}

function placeAt(places: TicketPlace[], path: string): TicketPlace {
  const none = { value: null, evidence: [], confidence: null, isPersonal: false }
  return places.find((place) => place.path === path) ?? { path, ...none, origin: 'draft' }
}

/** How a place is called on the screen. */
function nameOf(
  path: string,
  { ticket }: ReturnType<typeof useLanguage>['text'],
  form: TicketForm | null,
  lang: Lang,
): string {
  const label = LABELS.find((name) => name === path)
  if (label) return ticket.labels[label]
  const kind = KINDS.find((one) => `summary.${one}` === path)
  if (kind) return ticket.kind[kind]
  const field = form?.types.flatMap(({ fields }) => fields).find((one) => one.path === path)
  return nameIn(field?.description ?? {}, lang, path.replace('field.', ''))
}

/** Day and time as a desk writes them down. */
export function instant(at: string, lang: Lang): string {
  const form = { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' } as const
  return new Intl.DateTimeFormat(lang, { ...form, hourCycle: 'h23' }).format(new Date(at))
}
