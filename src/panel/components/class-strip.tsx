import { BadgeCheck, CircleHelp, Siren, SquarePen, Tags, Undo2 } from 'lucide-react'
import type { TicketForm, Triage } from '../../http/api-types.ts'
import { useLanguage } from '../messages/context.tsx'
import { type ClassField, labelsOf } from '../state/class-choices.ts'
import { confidenceWord } from '../state/list-sources.ts'
import type { ClassDesk } from '../state/use-class.ts'
import { ActionButton } from './action-button.tsx'
import { ClassChooser } from './class-chooser.tsx'

const CHIPS = ['type', 'module', 'urgency'] as const

/** What the conversation is about in one line of steady height; each part shows where it was read from. */
export function ClassStrip(props: {
  desk: ClassDesk
  form: TicketForm | null
  onLook: (seqs: readonly number[]) => void
}) {
  const { lang, text } = useLanguage()
  const { desk, form, onLook } = props
  const { triage, notice } = desk
  const words = text.classes
  const nameOf = (field: ClassField, id: string) =>
    labelsOf(field, form, lang, words.sentiments).find((label) => label.id === id)?.name ??
    (id === 'unknown' ? words.unknown : id)
  return (
    <section className="class-strip" aria-label={words.title}>
      <Tags aria-hidden size={14} />
      {notice?.what === 'corrected' ? (
        <p className="class-note" role="status">
          <span>
            {words.corrected(words.field[notice.field], nameOf(notice.field, notice.value))}
          </span>
          <ActionButton icon={Undo2} label={text.undo} look="quiet" onPress={desk.undo} />
        </p>
      ) : (
        <>
          <p className="class-chips" role={notice ? 'status' : undefined}>
            {notice?.what === 'failed' && <span className="problem">{words.failed}</span>}
            {triage === null && !notice && <span className="hint">{words.none}</span>}
            {triage && <Chips triage={triage} nameOf={nameOf} desk={desk} onLook={onLook} />}
          </p>
          <ActionButton
            icon={SquarePen}
            label={words.correct}
            keyAction="correctClass"
            look="quiet"
            isBare
            isPressed={desk.choosing !== null}
            onPress={() => (desk.choosing ? desk.close() : desk.chooseNext())}
          />
        </>
      )}
      {desk.choosing && (
        <ClassChooser
          field={desk.choosing}
          desk={desk}
          form={form}
          nameOf={nameOf}
          onLook={onLook}
        />
      )}
    </section>
  )
}

function Chips(props: {
  triage: Triage
  nameOf: (field: ClassField, id: string) => string
  desk: ClassDesk
  onLook: (seqs: readonly number[]) => void
}) {
  const { text } = useLanguage()
  const words = text.classes
  const { triage, onLook } = props
  const [urgent] = triage.urgent
  const looking = (seqs: readonly number[]) => ({
    onPointerEnter: () => onLook(seqs),
    onPointerLeave: () => onLook([]),
    onFocus: () => onLook(seqs),
    onBlur: () => onLook([]),
  })
  return (
    <>
      {urgent && (
        <button type="button" className="chip chip-caution" {...looking([urgent.seq])}>
          <Siren aria-hidden size={12} />
          {words.urgent}
        </button>
      )}
      {CHIPS.map((field) => {
        const finding = triage[field]
        if (!finding) return null
        const isDoubtful = !finding.isConfirmed && confidenceWord(finding.confidence) === 'low'
        const Icon = finding.isConfirmed ? BadgeCheck : isDoubtful ? CircleHelp : null
        const said = finding.isConfirmed ? words.isConfirmed : isDoubtful ? words.isDoubtful : ''
        return (
          <button
            key={field}
            type="button"
            className="chip"
            onClick={() => props.desk.choose(field)}
            {...looking(finding.turns)}
          >
            {Icon && <Icon aria-hidden size={12} />}
            <span className="unseen">{words.field[field]}: </span>
            {props.nameOf(field, finding.value)}
            {said && <span className="unseen"> ({said})</span>}
          </button>
        )
      })}
    </>
  )
}
