import { ArrowLeft } from 'lucide-react'
import { useCallback, useState } from 'react'
import type { ArticlePreview } from '../../http/api-types.ts'
import { ActionButton } from '../components/action-button.tsx'
import { ArticleParts } from '../components/article-parts.tsx'
import { useLanguage } from '../messages/context.tsx'
import { copyText } from '../state/copy-text.ts'
import { ArticleFacts } from './article-facts.tsx'
import type { KnowledgeCalls } from './editor-client.ts'
import { FlawList, StateTags } from './file-list.tsx'
import { tellInstant } from './instant.ts'
import type { KnowledgeTexts } from './messages.ts'
import type { ModuleName } from './module-names.ts'
import { useAnswer } from './use-answer.ts'
import { type Look, ViewerBar } from './viewer-bar.tsx'

/** One article as a reader gets it, and what is known of it. */
export function ArticlePreviewPane(props: {
  calls: KnowledgeCalls
  article: string
  epoch: number
  timeZone: string
  nameOf: ModuleName
  text: KnowledgeTexts
  onBack: () => void
  onOpen: (article: string) => void
}) {
  const { calls, article, epoch, timeZone, text } = props
  const [look, setLook] = useState<Look>({ as: 'customer', at: null })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another epoch asks again
  const ask = useCallback(
    (signal: AbortSignal) => calls.preview(article, look.as, look.at ?? '', signal),
    [calls, article, look, epoch],
  )
  const { value: preview, isLoading, trouble } = useAnswer(ask)
  return (
    <section className="knowledge-preview" aria-label={text.facts} aria-busy={isLoading}>
      <div className="knowledge-back">
        <ActionButton
          icon={ArrowLeft}
          label={text.backToList}
          look="quiet"
          onPress={props.onBack}
        />
      </div>
      {preview === null && isLoading && <p className="quiet-line">{text.loading}</p>}
      {trouble === 'gone' && <p className="knowledge-empty">{text.gone}</p>}
      {trouble === 'failed' && <p className="problem">{text.failed}</p>}
      {preview && (
        <>
          <header className="knowledge-title">
            <h2 lang={preview.lang ?? undefined}>{preview.title ?? preview.id ?? text.untitled}</h2>
            <p className="row">
              <StateTags
                file={preview}
                now={preview.at ?? new Date().toISOString()}
                nameOf={props.nameOf}
                text={text}
              />
            </p>
          </header>
          {preview.outcome !== 'refused' && (
            <ViewerBar
              look={look}
              changes={preview.changes}
              timeZone={timeZone}
              text={text}
              onLook={setLook}
            />
          )}
          <Told {...props} preview={preview} />
          <ArticleFacts
            calls={calls}
            preview={preview}
            timeZone={timeZone}
            nameOf={props.nameOf}
            text={text}
          />
        </>
      )}
    </section>
  )
}

function Told(props: {
  preview: ArticlePreview
  timeZone: string
  text: KnowledgeTexts
  onOpen: (article: string) => void
}) {
  const { preview, timeZone, text } = props
  const { lang } = useLanguage()
  const { as, at, outcome, parts, isServed } = preview
  const when = at === null ? null : tellInstant(at, timeZone, lang)
  const stands =
    outcome === 'draft' || outcome === 'archived' || outcome === 'refused' ? outcome : null
  return (
    <div className="knowledge-told">
      <h3 aria-live="polite">{isServed ? text.told[as](when) : text.outcomes[outcome]}</h3>
      {stands && <p className="knowledge-note">{text.notServed[stands]}</p>}
      {outcome === 'kept' && <p className="knowledge-note">{text.kept}</p>}
      <FlawList flaws={preview.flaws} text={text} />
      {parts.length === 0 && stands !== 'refused' && (
        <p className="knowledge-none">{text.nothingThen[as]}</p>
      )}
      {parts.length > 0 && (
        <div className="article-body knowledge-text" lang={preview.lang ?? undefined}>
          <ArticleParts
            parts={parts}
            lit={[]}
            keyed={null}
            onOpenArticle={props.onOpen}
            onCopy={({ start, end }) =>
              void copyText(parts[0]?.markdown.slice(start, end).trim() ?? '')
            }
          />
        </div>
      )}
      <Withheld preview={preview} timeZone={timeZone} text={text} />
    </div>
  )
}

function Withheld(props: { preview: ArticlePreview; timeZone: string; text: KnowledgeTexts }) {
  const { preview, timeZone, text } = props
  const { lang, text: panel } = useLanguage()
  const { withheld } = preview
  if (withheld.length === 0) return null
  const tell = (instant: string) => tellInstant(instant, timeZone, lang)
  return (
    <div className="knowledge-withheld">
      <p className="label">{text.withheld(withheld.length)}</p>
      <ul>
        {withheld.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no name of their own and do not move
          <li key={at} className="row">
            <span className="tag">{panel.audience[part.audience]}</span>
            <span>{text.why[part.why]}</span>
            {part.release && <span className="hint">{text.from(tell(part.release))}</span>}
            {part.expires && <span className="hint">{text.until(tell(part.expires))}</span>}
          </li>
        ))}
      </ul>
    </div>
  )
}
