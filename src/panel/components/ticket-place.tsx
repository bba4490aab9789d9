import { Eye, MessageSquarePlus, RotateCcw } from 'lucide-react'
import { useId } from 'react'
import type { TicketFinding, TicketPlace } from '../../http/api-types.ts'
import { isComposing } from '../keys/is-composing.ts'
import { useMessages } from '../messages/context.tsx'
import { ActionButton } from './action-button.tsx'

type Props = {
  place: TicketPlace
  label: string
  value: string
  finding: TicketFinding | undefined
  isLocked: boolean
  hasWhole: boolean
  /** Turns to light up while it is looked at. */
  onLook: (seqs: number[]) => void
  onChange: (value: string) => void
  onDone: () => void
  onInsertAsk: (ask: string) => void
  onReveal: () => void
  onUseDrafted: (value: string) => void
}

/** One place of a ticket that is typed into, with the turns it came from. */
export function TicketTextPlace(props: Props) {
  const text = useMessages()
  const id = useId()
  const { place, finding, isLocked } = props
  const isMasked = place.isPersonal && !props.hasWhole
  /** In a summary each line is a sentence with turns of its own. */
  const look = (box: HTMLTextAreaElement) => {
    const line = box.value.slice(0, box.selectionStart).split('\n').length - 1
    const own = place.sentences?.[line]?.evidence
    props.onLook(own && own.length > 0 ? own : place.evidence)
  }
  return (
    <div className={finding ? 'place place-open' : 'place'}>
      <label htmlFor={id}>{props.label}</label>
      <textarea
        id={id}
        rows={1}
        value={props.value}
        readOnly={isLocked || isMasked}
        aria-describedby={`${id}-from`}
        placeholder={finding?.rule === 'missing' ? text.ticket.missing : ''}
        onFocus={(event) => look(event.target)}
        onSelect={(event) => look(event.currentTarget)}
        onBlur={() => {
          props.onLook([])
          props.onDone()
        }}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={(event) => {
          const isBreak = event.shiftKey || place.path.startsWith('summary.')
          if (event.key !== 'Enter' || isBreak || isComposing(event)) return
          event.preventDefault()
          props.onDone()
        }}
      />
      <p className="place-from" id={`${id}-from`}>
        <Origin place={place} />
        {finding && finding.rule !== 'missing' && (
          <span className="place-finding">{findingText(finding, text)}</span>
        )}
        {isMasked && !isLocked && (
          <ActionButton
            icon={Eye}
            label={text.ticket.showPersonal}
            look="quiet"
            isBare
            onPress={props.onReveal}
          />
        )}
      </p>
      {finding?.ask && !isLocked && (
        <p className="place-more">
          <span>{finding.ask}</span>
          <ActionButton
            icon={MessageSquarePlus}
            label={text.ticket.insertAsk}
            look="quiet"
            isBare
            onPress={() => finding.ask && props.onInsertAsk(finding.ask)}
          />
        </p>
      )}
      <Drafted {...props} />
    </div>
  )
}

/** A label of the taxonomy. */
export function TicketLabelPlace(
  props: Pick<Props, 'place' | 'label' | 'value' | 'finding' | 'isLocked' | 'onLook'> & {
    choices: { id: string; name: string }[]
    onChoose: (value: string) => void
  },
) {
  const text = useMessages()
  const id = useId()
  const { place, choices, finding } = props
  const isKnown = choices.some((choice) => choice.id === props.value)
  return (
    <div className={finding ? 'place place-open' : 'place'}>
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        value={props.value}
        disabled={props.isLocked}
        aria-describedby={`${id}-from`}
        onFocus={() => props.onLook(place.evidence)}
        onBlur={() => props.onLook([])}
        onChange={(event) => props.onChoose(event.target.value)}
      >
        <option value="">{text.ticket.notChosen}</option>
        {!isKnown && props.value !== '' && (
          <option value={props.value}>{text.ticket.unknownLabel(props.value)}</option>
        )}
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.name}
          </option>
        ))}
      </select>
      <p className="place-from" id={`${id}-from`}>
        <Origin place={place} />
        {finding && <span className="place-finding">{findingText(finding, text)}</span>}
      </p>
    </div>
  )
}

function Origin({ place }: { place: TicketPlace }) {
  const text = useMessages()
  if (place.evidence.length > 0)
    return <span>{text.ticket.fromTurns(shortList(place.evidence))}</span>
  return place.origin === 'person' ? <span>{text.ticket.byPerson}</span> : null
}

/** So many turns are named; the rest is lit when the place is looked at. */
const NAMED = 4

function shortList(seqs: number[]): string {
  return `${seqs.slice(0, NAMED).join(', ')}${seqs.length > NAMED ? ' …' : ''}`
}

function Drafted({ place, isLocked, onUseDrafted }: Props) {
  const text = useMessages()
  const { drafted } = place
  if (drafted === undefined || isLocked) return null
  return (
    <p className="place-more">
      <span>{drafted === null ? text.ticket.draftedNothing : text.ticket.drafted(drafted)}</span>
      {drafted !== null && !place.isPersonal && (
        <ActionButton
          icon={RotateCcw}
          label={text.ticket.useDrafted}
          look="quiet"
          isBare
          onPress={() => onUseDrafted(drafted)}
        />
      )}
    </p>
  )
}

function findingText({ rule }: TicketFinding, { ticket }: ReturnType<typeof useMessages>): string {
  if (rule === 'missing') return ticket.missing
  return rule === 'unexpected-value' ? ticket.unexpected : ticket.noLabel
}
