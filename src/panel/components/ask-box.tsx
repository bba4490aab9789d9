import { CircleSlash, Search, X } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import type { SearchResults } from '../../http/api-types.ts'
import { isComposing } from '../keys/is-composing.ts'
import { useMessages } from '../messages/context.tsx'
import { fillSlots } from '../state/fill-slots.ts'
import { plainExcerpt } from '../state/plain-excerpt.ts'
import { ActionButton, Key } from './action-button.tsx'

export type Found = SearchResults['results'][number]

/** One field for both: articles appear while typing, Enter drafts an answer. */
export function AskBox(props: {
  value: string
  box: RefObject<HTMLInputElement | null>
  onChange: (value: string) => void
  onAsk: () => void
  onDown: () => void
  onClose: () => void
}) {
  const text = useMessages()
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    if (event.key === 'Enter' && props.value.trim() !== '') props.onAsk()
    else if (event.key === 'ArrowDown') props.onDown()
    else if (event.key === 'Escape') props.onClose()
    else return
    event.preventDefault()
  }
  return (
    <search className="ask">
      <Search aria-hidden size={15} />
      <input
        ref={props.box}
        type="text"
        value={props.value}
        maxLength={2_000}
        aria-label={text.ask}
        placeholder={text.askPlaceholder}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {props.value === '' ? (
        <Key name="ask" />
      ) : (
        <ActionButton icon={X} label={text.clear} look="quiet" isBare onPress={props.onClose} />
      )}
    </search>
  )
}

/** What the search found; nothing of what may not be read is in it, not even its number. */
export function FoundList(props: {
  found: Found[] | 'failed' | null
  list: RefObject<HTMLUListElement | null>
  onOpen: (found: Found) => void
}) {
  const text = useMessages()
  const { found } = props
  if (found === null) return <p className="quiet-line">{text.searching}</p>
  if (found === 'failed') return <p className="quiet-line problem">{text.askFailed}</p>
  if (found.length === 0) {
    return (
      <p className="quiet-line">
        <CircleSlash aria-hidden size={15} />
        {text.askEmpty}
      </p>
    )
  }
  return (
    <section className="found">
      <h3>
        {text.results}
        <span className="hint">{text.resultCount(found.length)}</span>
      </h3>
      <ul ref={props.list} onKeyDown={moveInList}>
        {found.map((each) => (
          <li key={each.chunk}>
            <button type="button" className="found-line" onClick={() => props.onOpen(each)}>
              <span className="found-title" lang={each.lang}>
                {each.title}
                {each.headings.length > 1 && (
                  <span className="found-heading"> › {each.headings.at(-1)}</span>
                )}
              </span>
              <span className="found-text" lang={each.lang}>
                {plainExcerpt(fillSlots(each.text, each.lang))}
              </span>
              <span className="found-meta">
                <AudienceTag audience={each.audience} />
                {each.isStale && <span className="tag tag-caution">{text.stale}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Who may be told; spelled out, and set apart where it is not the customer. */
export function AudienceTag({ audience }: { audience: 'customer' | 'agent' | 'internal' }) {
  const text = useMessages()
  return (
    <span className={audience === 'customer' ? 'tag' : 'tag tag-caution'}>
      {text.audience[audience]}
    </span>
  )
}

function moveInList(event: KeyboardEvent) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const item = (event.target as HTMLElement).closest('li')
  const next = event.key === 'ArrowDown' ? item?.nextElementSibling : item?.previousElementSibling
  next?.querySelector('button')?.focus()
  event.preventDefault()
}
