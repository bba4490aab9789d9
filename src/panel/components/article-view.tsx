import { ArrowLeft, ChevronDown, ChevronUp, TriangleAlert } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Article } from '../../http/api-types.ts'
import { locateMarks, type Mark } from '../article/locate-marks.ts'
import { plainText } from '../article/plain-text.ts'
import { useKeys } from '../keys/use-keys.ts'
import { useMessages } from '../messages/context.tsx'
import { copyText } from '../state/copy-text.ts'
import { fillSlots } from '../state/fill-slots.ts'
import { useNotice } from '../state/use-notice.ts'
import { ActionButton } from './action-button.tsx'
import { ArticleParts, type Passage } from './article-parts.tsx'
import { AudienceTag } from './ask-box.tsx'

/** What is opened: an article, the places to light, and the content hash they were cited from. */
export type ArticleTarget = { id: string; marks: Mark[]; rev?: string }

/** An article as its reader may see it, with the cited lines lit and scrolled to. */
export function ArticleView(props: {
  article: Article | 'gone' | 'failed' | null
  target: ArticleTarget
  moduleName: (id: string) => string
  onBack: () => void
  onOpenArticle: (id: string) => void
}) {
  const text = useMessages()
  const { article, target } = props
  const isLoaded = article !== null && typeof article === 'object'
  return (
    <section className="article" aria-label={text.article}>
      <header className="article-head">
        <ActionButton icon={ArrowLeft} label={text.back} look="quiet" onPress={props.onBack} />
        <kbd aria-hidden>Esc</kbd>
      </header>
      {article === null && <p className="quiet-line">{text.articleLoading}</p>}
      {article === 'gone' && <p className="quiet-line problem">{text.articleGone}</p>}
      {article === 'failed' && <p className="quiet-line problem">{text.articleFailed}</p>}
      {isLoaded && (
        <ArticleText
          key={`${article.id} ${target.marks.map(({ chunk }) => chunk).join()}`}
          article={article}
          target={target}
          moduleName={props.moduleName}
          onOpenArticle={props.onOpenArticle}
        />
      )}
    </section>
  )
}

function ArticleText(props: {
  article: Article
  target: ArticleTarget
  moduleName: (id: string) => string
  onOpenArticle: (id: string) => void
}) {
  const text = useMessages()
  const { article, target } = props
  const lit = useMemo(() => locateMarks(article.parts, target.marks), [article, target])
  const body = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState(0)
  const [places, setPlaces] = useState(0)
  const [first] = article.parts

  useEffect(() => {
    const found = findPlaces(body.current)
    setPlaces(found.length)
    found[0]?.scrollIntoView({ block: 'center' })
    body.current?.focus({ preventScroll: true })
  }, [])

  const goTo = (index: number) => {
    const found = findPlaces(body.current)
    if (found.length === 0) return
    const next = (index + found.length) % found.length
    found[next]?.scrollIntoView({ block: 'center' })
    setPlace(next)
  }
  const { notice, say } = useNotice()
  const copy = async ({ start, end, line }: Passage) => {
    const words = fillSlots(plainText(first?.markdown.slice(start, end) ?? ''), article.lang)
    const source = text.browse.source(article.title, line, article.id)
    say((await copyText(`${words}\n${source}`)) ? text.copied : text.copyFailed)
  }
  const passages = first?.audience === 'customer' ? first.chunks : []
  const cited = passages.find(({ id }) => target.marks.some(({ chunk }) => chunk === id))
  const keyed = cited ?? passages[0]
  useKeys({
    nextCited: () => goTo(place + 1),
    previousCited: () => goTo(place - 1),
    ...(keyed ? { copyPassage: () => void copy(keyed) } : {}),
  })
  return (
    <div className="article-body" ref={body} tabIndex={-1} lang={article.lang}>
      <h2>{article.title}</h2>
      <p className="article-meta">
        <AudienceTag audience={article.audience} />
        {article.module && <span className="tag">{props.moduleName(article.module)}</span>}
        {article.reviewBy && !article.isStale && (
          <span className="hint">
            {text.reviewBy} {article.reviewBy}
          </span>
        )}
        {article.isStale && <span className="tag tag-caution">{text.stale}</span>}
      </p>
      {target.rev !== undefined && first && first.rev !== target.rev && (
        <p className="withdrawn">
          <TriangleAlert aria-hidden size={15} />
          {text.articleChanged}
        </p>
      )}
      {places > 1 && (
        <nav className="article-places" aria-label={text.cited}>
          <span>
            {text.cited} {text.position(place + 1, places)}
          </span>
          <ActionButton
            icon={ChevronUp}
            label={text.previousCited}
            keyAction="previousCited"
            look="quiet"
            isBare
            onPress={() => goTo(place - 1)}
          />
          <ActionButton
            icon={ChevronDown}
            label={text.nextCited}
            keyAction="nextCited"
            look="quiet"
            isBare
            onPress={() => goTo(place + 1)}
          />
        </nav>
      )}
      <ArticleParts
        parts={article.parts}
        lit={lit}
        keyed={keyed?.id ?? null}
        onOpenArticle={props.onOpenArticle}
        onCopy={(passage) => void copy(passage)}
      />
      <p className="article-notice" role="status">
        {notice}
      </p>
    </div>
  )
}

/** Lit blocks that do not stand inside another lit block: the stops of previous and next. */
function findPlaces(body: HTMLElement | null): HTMLElement[] {
  const all = [...(body?.querySelectorAll<HTMLElement>('[data-cited]') ?? [])]
  const outer = all.filter((each) => !each.parentElement?.closest('[data-cited]'))
  return outer.filter((each) => !outer.includes(each.previousElementSibling as HTMLElement))
}
