import { CheckCheck, FileX2, RotateCcw, TriangleAlert } from 'lucide-react'
import type { Ticket, TicketVersion } from '../../http/api-types.ts'
import { useLanguage } from '../messages/context.tsx'
import { timeOfDay } from '../state/time-of-day.ts'
import { ACCEPT_REASONS, REJECT_REASONS, type TicketDesk } from '../state/use-ticket.ts'
import { ActionButton } from './action-button.tsx'

type Props = { ticket: Ticket; desk: TicketDesk; nameOf: (path: string) => string }

/** What can be done with the ticket, what got in the way, and where it is on its way. */
export function TicketActions(props: Props) {
  const { text } = useLanguage()
  const words = text.ticket
  const { ticket, desk } = props
  const isDraft = ticket.state === 'draft' || ticket.state === 'edited'
  return (
    <footer className="card-actions ticket-actions">
      <ClashNote {...props} />
      <p className="notice" role="status">
        {noticeText(desk, text) || <Whereabouts ticket={ticket} />}
      </p>
      {desk.asking === 'must-choose' && <p className="problem">{words.mustChoose}</p>}
      {desk.asking === 'accept' && (
        <Choice
          legend={words.acceptWhy(ticket.findings.length)}
          choices={ACCEPT_REASONS.map((reason) => [reason, words.accept[reason]])}
          onChoose={(reason) => void desk.approve(reason)}
        />
      )}
      {desk.asking === 'reject' && (
        <Choice
          legend={words.rejectWhy}
          choices={REJECT_REASONS.map((reason) => [reason, words.rejectReason[reason]])}
          onChoose={(reason) => void desk.reject(reason)}
        />
      )}
      {ticket.mayReview && (
        <div className="row">
          {isDraft ? (
            <>
              <ActionButton
                icon={CheckCheck}
                label={words.approve}
                look="primary"
                keyAction="approve"
                onPress={() => void desk.approve()}
              />
              <ActionButton
                icon={FileX2}
                label={words.reject}
                keyAction="reject"
                isPressed={desk.asking === 'reject'}
                onPress={() => desk.setAsking(desk.asking === 'reject' ? null : 'reject')}
              />
            </>
          ) : (
            <ActionButton
              icon={RotateCcw}
              label={words.reopen}
              onPress={() => void desk.reopen()}
            />
          )}
        </div>
      )}
    </footer>
  )
}

function Choice<T extends string>(props: {
  legend: string
  choices: [T, string][]
  onChoose: (choice: T) => void
}) {
  return (
    <fieldset className="reasons">
      <legend>{props.legend}</legend>
      {props.choices.map(([choice, label], index) => (
        <button key={choice} type="button" onClick={() => props.onChoose(choice)}>
          <kbd aria-hidden>{index + 1}</kbd>
          {label}
        </button>
      ))}
    </fieldset>
  )
}

/** Who changed what meanwhile, in words; what was typed is still there. */
function ClashNote({ desk, nameOf }: Props) {
  const { text } = useLanguage()
  const words = text.ticket
  const { clash } = desk
  if (!clash) return null
  const lines = clash.since.flatMap(({ by, changes, version }) =>
    changes.map((change) => ({ by, change, key: `${version}-${change.path}` })),
  )
  const isSave = clash.deed === 'save'
  return (
    <div className="clash" role="alert">
      <p>
        <TriangleAlert aria-hidden size={15} />
        {isSave ? words.conflict : words.conflictApprove}
      </p>
      <ul>
        {lines.map(({ by, change, key }) => (
          <li key={key}>{changeText(by, change, nameOf, words)}</li>
        ))}
      </ul>
      <div className="row">
        {isSave && (
          <ActionButton icon={CheckCheck} label={words.keepMine} onPress={desk.keepMine} />
        )}
        <ActionButton
          icon={RotateCcw}
          label={isSave ? words.takeTheirs : text.gotIt}
          look="quiet"
          onPress={desk.takeTheirs}
        />
      </div>
    </div>
  )
}

function changeText(
  by: string | null,
  { path, from, to }: TicketVersion['changes'][number],
  nameOf: (path: string) => string,
  words: ReturnType<typeof useLanguage>['text']['ticket'],
): string {
  const who = by === null ? words.program : words.otherPerson
  return words.change(who, nameOf(path), from ?? words.nothing, to ?? words.nothing)
}

/** After approval: whether the department has it. */
function Whereabouts({ ticket }: { ticket: Ticket }) {
  const { lang, text } = useLanguage()
  const words = text.ticket
  if (ticket.state !== 'approved' && ticket.state !== 'dispatched') return null
  const { dispatch } = ticket
  if (!dispatch) return words.approvedBy + words.byHand
  const reference = ticket.reference ? ` (${ticket.reference})` : ''
  if (dispatch.state === 'delivered') return words.approvedBy + words.delivered(reference)
  if (dispatch.state === 'dead') return words.dead(dispatch.fault ?? '')
  if (dispatch.fault) return words.waitingRetry(dispatch.fault, timeOfDay(dispatch.nextAt, lang))
  return words.approvedBy + words.sending
}

function noticeText({ notice }: TicketDesk, text: ReturnType<typeof useLanguage>['text']): string {
  const words = text.ticket
  if (notice === null) return ''
  if (typeof notice === 'object') return words.saveFailed(notice.failed || text.failed)
  return words[notice]
}
