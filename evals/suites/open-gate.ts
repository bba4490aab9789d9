import { type ArticleView, viewArticle } from '../../src/compose/article-view.ts'
import { cite } from '../../src/compose/cite.ts'
import type { DraftSentence } from '../../src/compose/draft.ts'
import { guardDraft } from '../../src/guard/guard-draft.ts'
import { listArticles, readArticle } from '../../src/indexing/read-articles.ts'
import type { World } from './open-world.ts'

/** Articles whose sentences are tried, at most. */
const MOST_ARTICLES = 40

/** A sentence as it stands in an article, without marks of layout and with a figure in it. */
const PLAIN =
  /(?<=^|[。！？\n] ?|[.!?] )(?!\d+[.)、])[^\n。！？.!?#*_`[\]|{}<>~-]*(?<!第 ?)\d[^\n。！？.!?#*_`[\]|{}<>~-]*[。！？.!?]/u

/**
 * The gate over suggestions, by itself: what is composed is sound, so a gate that stands open shows nowhere else. Sentences of the
 * knowledge that customers may hear are spoiled one way each, and have to be dropped; unspoiled they have to stay.
 */
export async function findOpenGate({
  db,
  desk,
}: World): Promise<{ open: string[]; tried: number }> {
  const filter = { after: null, lang: null, module: null, limit: 10_000 }
  const heads = await db.read('customer', (sql) => listArticles(sql, 'customer', filter))
  const open: string[] = []
  let tried = 0
  for (const { id } of heads) {
    if (tried >= MOST_ARTICLES) break
    const article = await db.read('customer', (sql) => readArticle(sql, 'customer', id))
    const view = article && viewArticle(article)
    const sound = view && soundSentence(view)
    if (!sound) continue
    tried += 1
    const passes = (sentence: DraftSentence) => passesGate(sentence, view, desk.officialDomains)
    if (!passes(sound)) open.push(`${id}: a sound sentence is dropped`)
    for (const [how, spoiled] of Object.entries(spoil(sound)))
      if (passes(spoiled)) open.push(`${id}: ${how}`)
  }
  return { open, tried }
}

function soundSentence(view: ArticleView): DraftSentence | null {
  for (const chunk of view.chunks) {
    const text = view.markdown.slice(chunk.start, chunk.end)
    const found = PLAIN.exec(text)
    if (found === null) continue
    const start = chunk.start + found.index
    const citations = cite(view, start, start + found[0].length)
    return { text: found[0].trim(), basis: 'quoted', citations, lead: '' }
  }
  return null
}

/** The same sentence, each time with one thing wrong that nobody may be told. */
function spoil(sound: DraftSentence): Record<string, DraftSentence> {
  const { text, citations } = sound
  const otherFigure = text.replaceAll(/\d+/g, (figure) => String(Number(figure) + 1_234))
  const isEnglish = !/\p{Script=Han}/u.test(text)
  return {
    'without a citation': { ...sound, citations: [] },
    'a quote that is not there': {
      ...sound,
      citations: citations.map((one) => ({ ...one, quote: `${one.quote}${one.quote}` })),
    },
    'another figure, as a quote': { ...sound, text: otherFigure },
    'another figure, reworded': { ...sound, basis: 'grounded', text: otherFigure },
    'more than is quoted': {
      ...sound,
      text: `${text}${isEnglish ? ' Whoever complains gets a new telephone.' : '投诉的用户都会得到一部新手机。'}`,
    },
    'a link to somewhere else': { ...sound, text: `${text} https://pay.elsewhere.example.net/x` },
    'somebody’s number': { ...sound, basis: 'grounded', text: `${text} 13800138000` },
    'an invisible character': { ...sound, text: `${text.slice(0, 2)}\u200b${text.slice(2)}` },
    'a phrase of nobody’s': { ...sound, basis: 'phrase', citations: [] },
  }
}

function passesGate(
  sentence: DraftSentence,
  view: ArticleView,
  officialDomains: string[],
): boolean {
  const chunks = new Map(
    view.chunks.map((chunk) => [chunk.id, view.markdown.slice(chunk.start, chunk.end)]),
  )
  const { draft, isOk } = guardDraft(
    { outcome: 'answer', sentences: [sentence], missing: [] },
    { chunks, officialDomains, isPhrase: () => false },
  )
  return isOk && draft.sentences.length > 0
}
