import { useId } from 'react'
import type { ArticlePreview } from '../../http/api-types.ts'
import { useLanguage } from '../messages/context.tsx'
import { fromBox, tellInstant, toBox } from './instant.ts'
import type { KnowledgeTexts } from './messages.ts'

export type Viewer = ArticlePreview['as']
const VIEWERS: readonly Viewer[] = ['customer', 'agent', 'lead']

/** As whom, and for which instant; null is now. */
export type Look = { as: Viewer; at: string | null }

/** Who looks at it, and when: now, at a chosen instant, or where something changes. */
export function ViewerBar(props: {
  look: Look
  changes: string[]
  timeZone: string
  text: KnowledgeTexts
  onLook: (look: Look) => void
}) {
  const { look, changes, timeZone, text, onLook } = props
  const { lang } = useLanguage()
  const name = useId()
  const setAt = (at: string | null) => onLook({ ...look, at })
  return (
    <div className="knowledge-look">
      <fieldset className="knowledge-as">
        <legend className="unseen">{text.viewer}</legend>
        {VIEWERS.map((viewer) => (
          <label key={viewer}>
            <input
              type="radio"
              name={`${name}-as`}
              checked={look.as === viewer}
              onChange={() => onLook({ ...look, as: viewer })}
            />
            <span>{text.viewers[viewer]}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className="knowledge-as">
        <legend className="unseen">{text.at}</legend>
        <label>
          <input
            type="radio"
            name={`${name}-at`}
            checked={look.at === null}
            onChange={() => setAt(null)}
          />
          <span>{text.now}</span>
        </label>
        <label>
          <input
            type="radio"
            name={`${name}-at`}
            checked={look.at !== null}
            onChange={() => setAt(changes[0] ?? new Date().toISOString())}
          />
          <span>{text.instant}</span>
        </label>
      </fieldset>
      {look.at !== null && (
        <input
          type="datetime-local"
          className="knowledge-when"
          aria-label={`${text.instant} (${timeZone})`}
          value={toBox(new Date(look.at), timeZone)}
          onChange={(event) => {
            const at = fromBox(event.target.value, timeZone)
            if (at !== null) setAt(at)
          }}
        />
      )}
      {changes.length > 0 && (
        <p className="row knowledge-changes">
          <span className="label">{text.changes}</span>
          {changes.map((change) => (
            <button
              key={change}
              type="button"
              className="link"
              aria-pressed={look.at === change}
              onClick={() => setAt(change)}
            >
              {tellInstant(change, timeZone, lang)}
            </button>
          ))}
        </p>
      )}
    </div>
  )
}
