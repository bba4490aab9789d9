import { ArrowLeft, ChevronDown, ChevronUp, LockKeyhole, TriangleAlert } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { Article } from '../../http/api-types.ts'
import { locateMarks, type Mark } from '../article/locate-marks.ts'
import { MarkdownNode } from '../article/markdown.tsx'
import { parseMarkdown, spanOf } from '../article/parse-markdown.ts'
import type { Span } from '../article/span.ts'
import { useKeys } from '../keys/use-keys.ts'
import { useMessages } from '../messages/context.tsx'
import { ActionButton } from './action-button.tsx'
import { AudienceTag } from './ask-box.tsx'

/** What is opened: an article, the places to light, and the content hash they were cited from. */
export type ArticleTarget = { id: string; marks: Mark[]; rev?: string }

type Part = Article['parts'][number]

/** An article as its reader may see it, with the cited lines lit and scrolled to. */
export function ArticleView(props: {
  article: Article | 'gone' | 'failed' | null
  target: ArticleTarget
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
          onOpenArticle={props.onOpenArticle}
        />
      )}
    </section>
  )
}

function ArticleText(props: {
  article: Article
  target: ArticleTarget
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
  useKeys({ nextCited: () => goTo(place + 1), previousCited: () => goTo(place - 1) })
  return (
    <div className="article-body" ref={body} tabIndex={-1} lang={article.lang}>
      <h2>{article.title}</h2>
      <p className="article-meta">
        <AudienceTag audience={article.audience} />
        {article.module && <span className="tag">{article.module}</span>}
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
      <ArticleParts parts={article.parts} lit={lit} onOpenArticle={props.onOpenArticle} />
    </div>
  )
}

/** The article's own text with the narrower blocks standing where the author put them. */
function ArticleParts(props: {
  parts: Part[]
  lit: Span[][]
  onOpenArticle: (id: string) => void
}) {
  const [first, ...narrower] = props.parts
  if (!first) return null
  const placed = narrower.map((part, index) => ({
    part,
    lit: props.lit[index + 1] ?? [],
    at: first.chunks[part.after - 1]?.end ?? 0,
  }))
  const takeUpTo = (from: number, to: number) =>
    placed
      .filter(({ at }) => at >= from && at < to)
      .map(({ part, lit }) => (
        <PartText key={part.rev} part={part} lit={lit} onOpenArticle={props.onOpenArticle} />
      ))
  const nodes = parseMarkdown(first.markdown).children
  let from = 0
  const blocks = nodes.map((node) => {
    const { start } = spanOf(node)
    const between = takeUpTo(from, start + 1)
    from = start + 1
    return [
      between,
      <MarkdownNode
        key={start}
        node={node}
        lit={props.lit[0] ?? []}
        onOpenArticle={props.onOpenArticle}
      />,
    ]
  })
  const all = [blocks, takeUpTo(from, Number.POSITIVE_INFINITY)]
  return first.audience === 'customer' ? all : <Secret audience={first.audience}>{all}</Secret>
}

function PartText(props: { part: Part; lit: Span[]; onOpenArticle: (id: string) => void }) {
  const { part } = props
  const nodes = parseMarkdown(part.markdown).children.map((node) => (
    <MarkdownNode
      key={spanOf(node).start}
      node={node}
      lit={props.lit}
      onOpenArticle={props.onOpenArticle}
    />
  ))
  return part.audience === 'customer' ? nodes : <Secret audience={part.audience}>{nodes}</Secret>
}

/** Text that customers are not told: framed, named, and not to be copied. */
function Secret(props: { audience: Part['audience']; children: React.ReactNode }) {
  const text = useMessages()
  return (
    <div className="guidance" role="note" onCopy={(event) => event.preventDefault()}>
      <p className="guidance-title">
        <LockKeyhole aria-hidden size={14} strokeWidth={2} />
        {text.guidance}
      </p>
      {props.children}
    </div>
  )
}

/** Lit blocks that do not stand inside another lit block: the stops of previous and next. */
function findPlaces(body: HTMLElement | null): HTMLElement[] {
  const all = [...(body?.querySelectorAll<HTMLElement>('[data-cited]') ?? [])]
  const outer = all.filter((each) => !each.parentElement?.closest('[data-cited]'))
  return outer.filter((each) => !outer.includes(each.previousElementSibling as HTMLElement))
}
