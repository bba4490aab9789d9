import { LoaderCircle } from 'lucide-react'
import type { RefObject } from 'react'
import { useMessages } from '../messages/context.tsx'
import { citedTarget, foundTarget, guidedTarget } from '../state/use-article.ts'
import type { useAsk } from '../state/use-ask.ts'
import type { CardDeeds } from '../state/use-card-deeds.ts'
import type { ArticleTarget } from './article-view.tsx'
import { FoundList } from './ask-box.tsx'
import { Outcome, SuggestionBody } from './suggestion-body.tsx'
import { AskedActions } from './suggestion-card.tsx'

/** What the ask box brought: the drafted answer when asked for, and the articles found. */
export function AskPane(props: {
  asking: ReturnType<typeof useAsk>
  list: RefObject<HTMLUListElement | null>
  lang: string | null
  deeds: CardDeeds
  onOpen: (target: ArticleTarget) => void
}) {
  const text = useMessages()
  const { asking, deeds } = props
  const { asked } = asking
  return (
    <>
      <p className="state-line hint">{text.askHint}</p>
      {asked === 'waiting' && (
        <p className="quiet-line" role="status">
          <LoaderCircle aria-hidden size={14} className="turning" />
          {text.thinking}
        </p>
      )}
      {asked === 'failed' && <p className="quiet-line problem">{text.askFailed}</p>}
      {asked !== null && typeof asked === 'object' && (
        <article className="card" aria-label={text.askAnswer}>
          <header className="card-head">
            <Outcome suggestion={asked} />
          </header>
          <SuggestionBody
            suggestion={asked}
            lang={props.lang}
            isStopped={false}
            form={null}
            onOpen={(citations) => {
              const target = citedTarget(citations)
              if (target) props.onOpen(target)
            }}
            onOpenGuidance={(guidance) => props.onOpen(guidedTarget(guidance))}
            onInsertAsk={deeds.insertAsk}
            onSearch={null}
          />
          <AskedActions
            notice={deeds.notice}
            onInsert={() => deeds.insertAsk(asked.text)}
            onCopy={() => deeds.copy(asked.text)}
          />
        </article>
      )}
      <FoundList
        found={asking.found}
        list={props.list}
        onOpen={(found) => props.onOpen(foundTarget(found))}
      />
    </>
  )
}
