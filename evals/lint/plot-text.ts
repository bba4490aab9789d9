import { splitSentences } from '../../src/text/sentences.ts'
import { findSpecifics, type Specific } from '../../src/text/specifics.ts'
import type { Plot } from './planted-folder.ts'
import type { Random } from './seeded.ts'

/** A sentence of a plot's own text with a figure that can be made another. */
export type Stated = {
  start: number
  end: number
  text: string
  figure: Specific
  isReply: boolean
}

const REPLY = /^## (?:标准答复|標準答覆|Standard reply)[ \t]*$/m

export function bodyStart({ source }: Plot): number {
  return source.indexOf('\n---', 3) + 5
}

/** The article's own text ends where its first block begins. */
export function ownEnd({ source }: Plot): number {
  const block = source.indexOf('\n:::')
  return block < 0 ? source.length : block + 1
}

export function replyStart({ source }: Plot): number {
  return REPLY.exec(source)?.index ?? -1
}

/** Sentences with a fee, a share, a term or a day, rows of tables left out. */
export function statedIn(plot: Plot): Stated[] {
  const from = bodyStart(plot)
  const text = plot.source.slice(from, ownEnd(plot))
  const reply = replyStart(plot)
  return splitSentences(text).flatMap(({ start, end, text: sentence }) => {
    if (/^[#|>]|\]\(/.test(sentence) || sentence.length < 12) return []
    return findSpecifics(sentence)
      .filter(({ kind, text: said }) => /amount|percent|duration/.test(kind) && /\d/.test(said))
      .map((figure) => ({
        start: from + start,
        end: from + end,
        text: sentence,
        figure,
        isReply: reply >= 0 && from + start > reply,
      }))
  })
}

/** The sentence with its figure made another one. */
export function altered({ text, figure }: Stated, random: Random): string {
  const said = text.slice(figure.start, figure.end)
  const other = said.replace(/\d[\d,]*(?:\.\d+)?/, (number) => {
    const value = Number(number.replaceAll(',', ''))
    const step = value >= 100 ? 50 : value >= 20 ? 10 : value >= 5 ? 4 : 2
    return String(Math.round((value + step * (1 + random.below(3))) * 10) / 10)
  })
  return text.slice(0, figure.start) + other + text.slice(figure.end)
}

/** Puts lines before the standard reply, or at the end of the article's own text. */
export function insertInBody(plot: Plot, lines: string): string {
  const reply = replyStart(plot)
  const at = reply >= 0 ? reply : ownEnd(plot)
  return `${plot.source.slice(0, at)}${lines}\n\n${plot.source.slice(at)}`
}

export function withKey({ source }: Plot, key: string, value: string): string {
  const has = new RegExp(`^${key}:.*$`, 'm')
  if (has.test(source)) return source.replace(has, `${key}: ${value}`)
  return source.replace(/^state:.*$/m, (line) => `${line}\n${key}: ${value}`)
}

export function withoutKey({ source }: Plot, key: string): string {
  return source.replace(new RegExp(`^${key}:.*\\n(?:[ \\t]+.*\\n)*`, 'm'), '')
}
