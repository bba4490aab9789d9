import { useEffect, useRef, useState } from 'react'
import type { ArticleList } from '../../http/api-types.ts'
import type { Client } from '../api/client.ts'
import type { Lang } from '../messages/languages.ts'

export type ArticleHead = ArticleList['articles'][number]

/** The table of contents of what the reader may see, a language and a module at a time. */
export function useBrowse(client: Client, first: { lang: Lang }) {
  const [module, setModule] = useState('')
  const [lang, setLang] = useState<Lang>(first.lang)
  const [articles, setArticles] = useState<ArticleHead[] | 'failed' | null>(null)
  const [next, setNext] = useState<string | null>(null)

  const current = useRef(new AbortController())

  useEffect(() => {
    const reading = new AbortController()
    current.current = reading
    setArticles(null)
    setNext(null)
    client.articles({ lang, module }, reading.signal).then(
      (list) => {
        setArticles(list.articles)
        setNext(list.next)
      },
      () => !reading.signal.aborted && setArticles('failed'),
    )
    return () => reading.abort()
  }, [client, lang, module])

  const readOn = async () => {
    if (next === null) return
    setNext(null)
    const { signal } = current.current
    try {
      const list = await client.articles({ lang, module, cursor: next }, signal)
      setArticles((before) => [...(Array.isArray(before) ? before : []), ...list.articles])
      setNext(list.next)
    } catch {
      // The button stands there again, to be pressed again; not where something else is shown meanwhile.
      if (!signal.aborted) setNext(next)
    }
  }
  return { lang, module, setLang, setModule, articles, hasMore: next !== null, readOn }
}
