import { stemmer } from 'stemmer'
import { isStopWord } from '../retrieval/stop-words.ts'
import { foldText } from '../text/fold.ts'
import { REMEMBERED_PASSAGES, remember } from './remember.ts'

/** Figures are judged by a rule of their own: here one is as good as another. */
const FIGURE = /[\d.,:%]+|[零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]+/g
const RUN = /\p{Script=Han}+|[\p{Script=Latin}]+/gu

/** What a text is made of, figures aside: pairs of Chinese characters, stems of Latin words. */
export function piecesOf(text: string): Set<string> {
  const pieces = new Set<string>()
  for (const [run] of foldText(text).replaceAll(FIGURE, ' ').matchAll(RUN)) {
    if (!/\p{Script=Han}/u.test(run)) {
      const stem = stemmer(run)
      if (!isStopWord(stem)) pieces.add(stem)
    } else for (let at = 0; at + 1 < run.length; at++) pieces.add(run.slice(at, at + 2))
  }
  return pieces
}

const piecesOfSource = remember(piecesOf, REMEMBERED_PASSAGES)

/** How far one source says a sentence: the largest share of its pieces that stands in one of them, 0 to 1. */
export type Support = (sentence: string) => number

export function readSupport(sources: readonly string[]): Support {
  const heard = sources.map(piecesOfSource)
  return (sentence) => {
    const pieces = piecesOf(sentence)
    if (pieces.size === 0) return 1
    let best = 0
    for (const source of heard) {
      let found = 0
      for (const piece of pieces) if (source.has(piece)) found++
      best = Math.max(best, found)
    }
    return best / pieces.size
  }
}

/** All of a passage that a customer may be told, its headings too. */
export function textOf({
  title,
  headings = [],
  text,
}: {
  title: string
  headings?: readonly string[]
  text: string
}): string {
  return [title, ...headings, text].join('\n')
}
