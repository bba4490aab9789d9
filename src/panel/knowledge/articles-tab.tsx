import { useCallback, useEffect, useState } from 'react'
import type { KnowledgeStatus } from '../../http/api-types.ts'
import { ArticlePreviewPane } from './article-preview.tsx'
import type { KnowledgeCalls } from './editor-client.ts'
import { FileList } from './file-list.tsx'
import { type Filter, FilterBar, NO_FILTER, queryOf } from './filter-bar.tsx'
import type { KnowledgeTexts } from './messages.ts'
import type { ModuleName } from './module-names.ts'
import { useAnswer } from './use-answer.ts'

const TYPING_MS = 250

/** The files on one side, what a reader gets of the chosen one on the other; narrow: one of the two. */
export function ArticlesTab(props: {
  calls: KnowledgeCalls
  status: KnowledgeStatus | null
  article: string | null
  timeZone: string
  nameOf: ModuleName
  text: KnowledgeTexts
  onChoose: (article: string | null) => void
}) {
  const { calls, status, article, text } = props
  const [filter, setFilter] = useState<Filter>(NO_FILTER)
  const wanted = useSettled(filter, TYPING_MS)
  const epoch = status?.epoch
  // biome-ignore lint/correctness/useExhaustiveDependencies: another epoch asks again
  const ask = useCallback(
    (signal: AbortSignal) => calls.files(queryOf(wanted), signal),
    [calls, wanted, epoch],
  )
  const { value: files, isLoading, trouble } = useAnswer(ask)
  const isEmpty = files?.articles.length === 0 && wanted === NO_FILTER
  return (
    <div className="knowledge-split" data-chosen={article !== null}>
      <section className="knowledge-files" aria-label={text.tabs.articles}>
        <FilterBar
          filter={filter}
          status={status}
          nameOf={props.nameOf}
          text={text}
          onChange={setFilter}
        />
        <p className="hint knowledge-count" role="status">
          {files !== null && text.found(files.articles.length, files.next !== null)}
          {files === null && isLoading && text.loading}
        </p>
        {trouble === 'failed' && <p className="problem">{text.failed}</p>}
        {isEmpty && <p className="knowledge-empty">{text.emptyBase}</p>}
        {files?.articles.length === 0 && !isEmpty && (
          <p className="knowledge-empty">{text.noneFound}</p>
        )}
        {files && (
          <FileList
            files={files.articles}
            chosen={article}
            now={status?.now ?? null}
            nameOf={props.nameOf}
            text={text}
            onChoose={props.onChoose}
          />
        )}
      </section>
      {article === null ? (
        <section className="knowledge-preview knowledge-nothing" aria-label={text.facts}>
          <p className="knowledge-empty">{text.choose}</p>
        </section>
      ) : (
        <ArticlePreviewPane
          key={article}
          calls={calls}
          article={article}
          epoch={epoch ?? 0}
          timeZone={props.timeZone}
          nameOf={props.nameOf}
          text={text}
          onBack={() => props.onChoose(null)}
          onOpen={props.onChoose}
        />
      )}
    </div>
  )
}

/** A value once it has stood still for a moment. */
function useSettled<T>(value: T, afterMs: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs)
    return () => clearTimeout(timer)
  }, [value, afterMs])
  return settled
}
