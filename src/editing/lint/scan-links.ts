/** A link or image in markdown, with its offset. */
export type ScannedLink = { kind: 'link' | 'image'; target: string; start: number; text: string }

/** `[text](target "title")`, one level of brackets inside the text and inside the target. */
const INLINE =
  /(!?)\[((?:[^[\]\\]|\\.|\[(?:[^[\]\\]|\\.)*\])*)\]\(\s*(?:<([^<>\n]*)>|((?:[^\s()<>\\]|\\.|\((?:[^\s()\\]|\\.)*\))*))(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)/g
const DEFINITION = /^ {0,3}\[(?!\^)((?:[^[\]\\]|\\.)+)\]:[ \t]*(?:<([^<>\n]*)>|(\S+))/gm
const AUTOLINK = /<(https?:\/\/[^\s<>]+)>/gi
const HTML = /<(a|img)\b[^>]*?\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/gi

/** Every link and image of a text whose code was masked. `withHtml`: also those written as HTML. */
export function scanLinks(masked: string, withHtml: boolean): ScannedLink[] {
  if (!/\]\(|\]:|<[ahi]/i.test(masked)) return []
  const links: ScannedLink[] = []
  const addInline = (text: string, base: number): void => {
    for (const match of text.matchAll(INLINE)) {
      const [, bang, label = '', angled, plain] = match
      const start = base + match.index
      if (isEscaped(text, match.index)) continue
      const target = unescaped(angled ?? plain ?? '')
      links.push({ kind: bang ? 'image' : 'link', target, start, text: label })
      if (label.includes('](')) addInline(label, start + 1 + (bang ? 1 : 0))
    }
  }
  addInline(masked, 0)
  for (const match of masked.matchAll(DEFINITION)) {
    const target = match[2] ?? match[3] ?? ''
    links.push({ kind: 'link', target, start: match.index, text: match[1] ?? '' })
  }
  for (const match of masked.matchAll(AUTOLINK)) {
    links.push({ kind: 'link', target: match[1] ?? '', start: match.index, text: '' })
  }
  if (withHtml) {
    for (const match of masked.matchAll(HTML)) {
      const target = match[2] ?? match[3] ?? match[4] ?? ''
      const kind = match[1]?.toLowerCase() === 'img' ? 'image' : 'link'
      links.push({ kind, target, start: match.index, text: '' })
    }
  }
  return links.sort((a, b) => a.start - b.start)
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  for (let i = at - 1; i >= 0 && text[i] === '\\'; i--) backslashes++
  return backslashes % 2 === 1
}

function unescaped(target: string): string {
  return target.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
}
