import type { SearchResults } from '../../http/api-types.ts'
import { useMessages } from '../messages/context.tsx'
import { fillSlots } from '../state/fill-slots.ts'
import { plainExcerpt } from '../state/plain-excerpt.ts'
import { AudienceTag } from './ask-box.tsx'

type Found = SearchResults['results'][number]

/** Other articles that may be meant; last on the card, because they come after it and must move nothing. */
export function Alternatives({
  found,
  onOpen,
}: {
  found: Found[]
  onOpen: (found: Found) => void
}) {
  const text = useMessages()
  if (found.length === 0) return null
  return (
    <section className="alternatives">
      <h3>{text.alternatives}</h3>
      <ul>
        {found.map((each, index) => (
          <li key={each.chunk}>
            <button type="button" className="source" onClick={() => onOpen(each)}>
              <kbd aria-hidden>{index + 1}</kbd>
              <span className="source-title" lang={each.lang}>
                {each.title}
              </span>
              <span className="source-meta alternative-text" lang={each.lang}>
                {each.audience !== 'customer' && <AudienceTag audience={each.audience} />}{' '}
                {plainExcerpt(fillSlots(each.text, each.lang))}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
