import type { RequiredField } from '../../desk/types.ts'

/** What the field is called in a list that somebody fills in: 用户编号：…, Device: … */
export function labelsOf({ description }: RequiredField): string[] {
  const pieces = Object.values(description).flatMap((text) =>
    text.split(/[：:、，,/()（）]|或|与|與|和|\bor\b|\band\b|\bwhere\b|\bof the\b/u),
  )
  return [...new Set(pieces.map((piece) => piece.replace(/^the |'s\b/iu, '').trim()))].filter(
    (piece) => piece.length >= 2,
  )
}

/** Where the text after a label begins; with a colon or `is` the value surely follows. */
export type Labelled = { from: number; isMarked: boolean }

/** Every place in the text where a value stands behind one of the labels. */
export function findLabelled(text: string, labels: readonly string[]): Labelled[] {
  if (labels.length === 0) return []
  const escaped = labels.map((label) => label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const pattern = new RegExp(
    `(?<![A-Za-z])(?:${escaped.join('|')})(?:号|號|号码|號碼| number| no\\.?)?(\\s*(?:是|为|為|：|:|=|#|\\bis\\b|['’]s\\b)\\s*|\\s*)`,
    'giu',
  )
  return [...text.matchAll(pattern)].map((match) => ({
    from: match.index + match[0].length,
    isMarked: /\S/.test(match[1] ?? ''),
  }))
}

/** The rest of the line or clause behind a label. */
export function labelledText(text: string, from: number): string {
  const rest = text.slice(from)
  const end = /[，。；;\n]|,\s(?=\p{L}+\s?[:：])|\.(?=\s|$)/u.exec(rest)?.index ?? rest.length
  return rest.slice(0, end).trim()
}
