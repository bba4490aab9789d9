import { compileArticle } from '../../src/articles/compile-article.ts'
import { type ArticleView, viewArticle } from '../../src/compose/article-view.ts'
import type { Need } from '../../src/compose/compose-answer.ts'
import type { Passage } from '../../src/retrieval/types.ts'
import type { Lang } from '../../src/text/types.ts'

/** An article as a customer sees it, made of its body. */
export function viewOf(
  body: string,
  { lang = 'zh-Hans' as Lang, id = 'refund-rules', title = '退款规则' } = {},
): ArticleView {
  const source = `---\nid: ${id}\ntitle: ${title}\nlang: ${lang}\naudience: customer\nstate: published\n---\n${body}`
  const { article, flaws } = compileArticle(source, {
    path: `${id}.md`,
    now: new Date('2026-11-21T00:00:00Z'),
  })
  if (article === null) throw new Error(JSON.stringify(flaws))
  return viewArticle({
    ...article,
    isStale: false,
    parts: article.parts.filter(({ audience }) => audience === 'customer'),
  })
}

/** The need whose passages are the chunks that hold `found`, best first in the order given. */
export function needOf(view: ArticleView, found: string[], text = '怎么退款'): Need {
  const passages = found.map((words, at): Passage => {
    const chunk = view.chunks.find(({ start, end }) =>
      view.markdown.slice(start, end).includes(words),
    )
    if (chunk === undefined) throw new Error(`No chunk with ${words}`)
    return {
      chunkId: chunk.id,
      articleId: view.id,
      title: view.title,
      lang: view.lang,
      audience: 'customer',
      headings: [],
      text: view.markdown.slice(chunk.start, chunk.end),
      start: chunk.partStart,
      end: chunk.partStart + chunk.end - chunk.start,
      line: chunk.partLine,
      rev: chunk.rev,
      isStandardReply: chunk.isStandardReply,
      isStale: false,
      module: null,
      rank: at + 1,
      score: 1 - at * 0.05,
      why: { terms: [], lanes: {} },
    }
  })
  const query = { text, context: [], lang: view.lang }
  return { query, retrieval: { query, passages, confidence: 0.9, generation: 1 }, view, passages }
}
