import { Check, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { TicketForm } from '../../http/api-types.ts'
import { useLanguage } from '../messages/context.tsx'
import { CLASS_FIELDS, type ClassField, choicesInstead, labelsOf } from '../state/class-choices.ts'
import type { ClassDesk } from '../state/use-class.ts'
import { ActionButton, Key } from './action-button.tsx'

const NAMED_TURNS = 4
const CUE_LENGTH = 60

/** What it was read as and from which words, and what it should be instead: one digit each. It lies over the card and moves nothing. */
export function ClassChooser(props: {
  field: ClassField
  desk: ClassDesk
  form: TicketForm | null
  nameOf: (field: ClassField, id: string) => string
  onLook: (seqs: readonly number[]) => void
}) {
  const { lang, text } = useLanguage()
  const words = text.classes
  const { field, desk, onLook } = props
  const box = useRef<HTMLElement>(null)
  const finding = desk.triage?.[field] ?? null
  const turns = finding?.turns ?? []
  const labels = labelsOf(field, props.form, lang, words.sentiments)
  const choices = choicesInstead(labels, finding)

  // Focus comes in when it opens, goes back when it closes, and the turns it rests on are lit meanwhile.
  useEffect(() => {
    const from = document.activeElement
    box.current?.focus()
    return () => (from instanceof HTMLElement ? from.focus() : undefined)
  }, [])
  const seen = turns.join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same turns are the same light
  useEffect(() => {
    onLook(turns)
    return () => onLook([])
  }, [seen, onLook])

  return (
    <section ref={box} className="chooser" tabIndex={-1} role="dialog" aria-label={words.correct}>
      <header className="chooser-head">
        <div className="chooser-fields">
          {CLASS_FIELDS.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === field}
              className={each === field ? 'chip chip-on' : 'chip'}
              onClick={() => desk.choose(each)}
            >
              {words.field[each]}
            </button>
          ))}
          <span className="hint">
            <Key name="correctClass" /> {words.nextField}
          </span>
        </div>
        <ActionButton icon={X} label={text.close} look="quiet" isBare onPress={desk.close} />
      </header>
      <p className="chooser-now">
        <strong>{finding ? props.nameOf(field, finding.value) : words.unknown}</strong>{' '}
        {turns.length > 0 && (
          <span className="hint">
            {words.from(turns.slice(0, NAMED_TURNS).join(', '))}
            {finding && finding.cues.length > 0 && (
              <>
                {': '}
                <q>{finding.cues.join(' · ').slice(0, CUE_LENGTH)}</q>
              </>
            )}
          </span>
        )}
        {finding && finding.value !== 'unknown' && !finding.isConfirmed && (
          <ActionButton
            icon={Check}
            label={words.isConfirmed}
            look="quiet"
            isBare
            onPress={() => desk.correct(field, finding.value)}
          />
        )}
      </p>
      <p className="hint">{words.instead}</p>
      <div className="reasons chooser-list">
        {choices.map(({ id, name }, index) => (
          <button key={id} type="button" onClick={() => desk.correct(field, id)}>
            {index < 9 && <kbd aria-hidden>{index + 1}</kbd>}
            {name}
          </button>
        ))}
      </div>
    </section>
  )
}
