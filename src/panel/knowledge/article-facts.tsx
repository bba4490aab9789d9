import { useCallback } from 'react'
import type { ArticlePreview, ArticleUsage } from '../../http/api-types.ts'
import { useLanguage } from '../messages/context.tsx'
import type { KnowledgeCalls } from './editor-client.ts'
import { tellInstant } from './instant.ts'
import type { KnowledgeTexts } from './messages.ts'
import type { ModuleName } from './module-names.ts'
import { useAnswer } from './use-answer.ts'

/** Whose it is, how it is found, how it was used. */
export function ArticleFacts(props: {
  calls: KnowledgeCalls
  preview: ArticlePreview
  timeZone: string
  nameOf: ModuleName
  text: KnowledgeTexts
}) {
  const { calls, preview, timeZone, text } = props
  const { lang } = useLanguage()
  const { id } = preview
  const ask = useCallback((signal: AbortSignal) => calls.usage(id ?? '', signal), [calls, id])
  const { value: usage } = useAnswer(ask)
  const chunks = preview.parts.flatMap((part) => part.chunks)
  const tell = (instant: string) => tellInstant(instant, timeZone, lang)
  return (
    <div className="knowledge-facts">
      <dl className="knowledge-grid">
        <Fact name={text.file} value={preview.path} />
        <Fact name={text.owner} value={preview.owner ?? text.nobody} />
        <Fact
          name={text.module}
          value={preview.module === null ? text.nobody : props.nameOf(preview.module)}
        />
        <Fact name={text.reviewBy} value={preview.reviewBy ?? text.nobody} />
        {preview.release && <Fact name={text.at} value={text.from(tell(preview.release))} />}
        {preview.expires && <Fact name={text.at} value={text.until(tell(preview.expires))} />}
        {usage && (
          <div>
            <dt>{text.usage}</dt>
            <dd title={text.usageDays}>
              {[
                text.served(usage.served),
                text.accepted(usage.accepted),
                text.rejected(usage.rejected),
              ].join(' · ')}
            </dd>
          </div>
        )}
      </dl>
      <div className="knowledge-columns">
        <section>
          <h3>{text.asks}</h3>
          {preview.asks.length === 0 && <p className="hint">{text.noAsks}</p>}
          <ul className="knowledge-lines" lang={preview.lang ?? undefined}>
            {preview.asks.map((ask) => (
              <li key={ask}>{ask}</li>
            ))}
          </ul>
          {preview.mustNot.length > 0 && (
            <>
              <h3>{text.mustNot}</h3>
              <ul className="knowledge-lines" lang={preview.lang ?? undefined}>
                {preview.mustNot.map(({ ask: line, why }) => (
                  <li key={line}>
                    {line} <span className="hint">{why}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
        <Asked usage={usage} text={text} />
      </div>
      {chunks.length > 0 && (
        <details className="knowledge-chunks">
          <summary>{text.chunks(chunks.length)}</summary>
          <p className="hint">{text.chunksHint}</p>
          <ol>
            {chunks.map((chunk, at) => (
              <li key={chunk.id}>
                <span>{chunk.headings.join(' › ') || preview.title}</span>{' '}
                <span className="hint">
                  {text.chunk(at + 1, chunk.line, chunk.end - chunk.start)}
                </span>{' '}
                {chunk.isStandardReply && <span className="tag">{text.standardReply}</span>}
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  )
}

function Asked({ usage, text }: { usage: ArticleUsage | null; text: KnowledgeTexts }) {
  return (
    <section>
      <h3>{text.asked}</h3>
      {usage?.questions.length === 0 && <p className="hint">{text.nothingAsked}</p>}
      <ul className="knowledge-lines">
        {usage?.questions.map(({ question, conversations }) => (
          <li key={question}>
            {question} <span className="hint">{text.times(conversations)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
