import { splitSentences } from '../text/sentences.ts'
import type { Lang } from '../text/types.ts'
import type { Block } from './article-blocks.ts'
import type { ArticleView } from './article-view.ts'
import { cite } from './cite.ts'
import { toScript } from './convert-script.ts'
import type { DraftSentence } from './draft.ts'
import { fillSlots, type SlotValues } from './fill-slots.ts'

export type Speech = {
  /** The customer's language: of one with the article's, or the other Chinese script. */
  lang: Lang
  slots: SlotValues
}

/** A block of an article as sentences for a customer, each with the stretch of markdown it stands for. */
export function sayBlock(block: Block, view: ArticleView, speech: Speech): DraftSentence[] {
  if (block.table !== undefined) return sayRow(block, view, speech)
  if (block.kind === 'heading') return sayHeading(block, view, speech)
  const { text, starts, ends } = block.rendered
  const parts =
    block.kind === 'code' ? [{ start: 0, end: text.length, text }] : splitSentences(text)
  const sentences: DraftSentence[] = []
  for (const [index, part] of parts.entries()) {
    const isFirst = index === 0
    const isLast = index === parts.length - 1
    const start = isFirst ? block.start : opening(view.markdown, starts[part.start]!)
    const end = isLast ? block.end : closing(view.markdown, ends[part.end - 1]!)
    const plain = unwrap(part.text)
    const filled = fillSlots(plain, speech.slots)
    if (filled === '') continue
    const said = toScript(filled, view.lang, speech.lang)
    sentences.push({
      text: isFirst ? block.marker + said : said,
      basis: said === plain ? 'quoted' : 'grounded',
      citations: cite(view, start, end),
      lead: isFirst ? '\n' : speech.lang === 'en' ? ' ' : '',
    })
  }
  return sentences
}

/** A row reads on its own: each value under the name of its column, the words as they stand in the table. */
function sayRow(block: Block, view: ArticleView, speech: Speech): DraftSentence[] {
  const { header, cells } = block.table!
  const isEnglish = view.lang === 'en'
  const pairs = cells
    .filter(({ value }) => /[\p{L}\p{N}]/u.test(value))
    .map(({ column, value }) =>
      column === '' ? value : isEnglish ? `${column}: ${value}` : `${column}：${value}`,
    )
  if (pairs.length === 0) return []
  const text = toScript(pairs.join(isEnglish ? '; ' : '；'), view.lang, speech.lang)
  const citations = [...cite(view, block.start, block.end), ...cite(view, header.start, header.end)]
  return [{ text: `• ${text}`, basis: 'grounded', citations, lead: '\n' }]
}

function sayHeading(block: Block, view: ArticleView, speech: Speech): DraftSentence[] {
  const title = block.rendered.text.trim().replace(/[:：]$/, '')
  const text = toScript(title, view.lang, speech.lang) + (speech.lang === 'en' ? ':' : '：')
  const basis = text.slice(0, -1) === title ? 'quoted' : 'grounded'
  return [{ text, basis, citations: cite(view, block.start, block.end), lead: '\n' }]
}

/** A wrapped line goes on: without a blank between Chinese characters, with one elsewhere. */
function unwrap(text: string): string {
  return text
    .replaceAll(
      /(?<=[\p{Script=Han}，。、；：！？）」』”])\s*\n\s*(?=[\p{Script=Han}（「『“])/gu,
      '',
    )
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim()
}

function opening(markdown: string, offset: number): number {
  let start = offset
  while (start > 0 && /[*_~`[]/.test(markdown[start - 1]!)) start--
  return start
}

function closing(markdown: string, offset: number): number {
  let end = offset
  while (end < markdown.length && /[*_~`]/.test(markdown[end]!)) end++
  return end
}
