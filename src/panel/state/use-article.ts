import { useCallback, useEffect, useRef, useState } from 'react'
import type { Article, Citation, Guidance } from '../../http/api-types.ts'
import { ApiError, type Client } from '../api/client.ts'
import type { ArticleTarget } from '../components/article-view.tsx'
import type { Found } from '../components/ask-box.tsx'

/** The article on the screen, if any; links inside articles stack up behind it. */
export function useArticle(client: Client) {
  const [targets, setTargets] = useState<ArticleTarget[]>([])
  const [article, setArticle] = useState<Article | 'gone' | 'failed' | null>(null)
  const target = targets.at(-1) ?? null
  const id = target?.id ?? null

  useEffect(() => {
    setArticle(null)
    if (id === null) return
    const loading = new AbortController()
    client.article(id, loading.signal).then(setArticle, (error: unknown) => {
      if (loading.signal.aborted) return
      setArticle(error instanceof ApiError && error.status === 404 ? 'gone' : 'failed')
    })
    return () => loading.abort()
  }, [client, id])

  const openedFrom = useRef<Element | null>(null)
  const openNew = useCallback((next: ArticleTarget) => {
    openedFrom.current = document.activeElement
    setTargets([next])
  }, [])
  const isOpen = target !== null
  useEffect(() => {
    // Back to where the agent was, so that the next key means what it meant before.
    if (!isOpen && openedFrom.current instanceof HTMLElement) openedFrom.current.focus()
  }, [isOpen])
  return {
    target,
    article: article !== null && typeof article === 'object' && article.id !== id ? null : article,
    openNew,
    openLinked: useCallback(
      (linked: string) => setTargets((before) => [...before, { id: linked, marks: [] }]),
      [],
    ),
    back: useCallback(() => setTargets((before) => before.slice(0, -1)), []),
    close: useCallback(() => setTargets([]), []),
  }
}

/** The article of some citations (all of the first one's article), with what they quote. */
export function citedTarget(citations: Citation[]): ArticleTarget | null {
  const [first] = citations
  if (!first) return null
  const marks = citations
    .filter(({ article }) => article === first.article)
    .map(({ chunk, start, end, quote }) => ({ chunk, quote, span: { start, end } }))
  return { id: first.article, marks, rev: first.rev }
}

export function guidedTarget({ article, chunk, quote }: Guidance): ArticleTarget {
  return { id: article, marks: [{ chunk, quote }] }
}

export function foundTarget({ article, chunk }: Found): ArticleTarget {
  return { id: article, marks: [{ chunk }] }
}
