const FENCE = /^( {0,3}|[ \t>*+-]*|[ \t]*\d{1,9}[.)][ \t]+)(`{3,}|~{3,})/
const BLANKED = /[^\r\n]/g

/**
 * The text with fences, inline code and HTML comments blanked out, every character still at its place: what is
 * left is what a reader takes as said.
 */
export function maskCode(text: string): string {
  if (!/[`~]|<!--/.test(text)) return text
  let fence: { sign: string; length: number } | null = null
  let masked = ''
  for (const line of linesOf(text)) {
    if (fence) {
      const close = /^[ \t>]*(`{3,}|~{3,})[ \t]*\r?\n?$/.exec(line)?.[1]
      masked += line.replace(BLANKED, ' ')
      if (close && close[0] === fence.sign && close.length >= fence.length) fence = null
      continue
    }
    const open = FENCE.exec(line)?.[2]
    if (open && !(open[0] === '`' && line.slice(line.indexOf(open) + open.length).includes('`'))) {
      fence = { sign: open[0] as string, length: open.length }
      masked += line.replace(BLANKED, ' ')
      continue
    }
    masked += line
  }
  return masked
    .replace(/<!--[\s\S]*?(?:-->|$)/g, (found) => found.replace(BLANKED, ' '))
    .replace(/(`+)(?!`)([^`](?:(?!\n[ \t]*\n)[\s\S])*?)(?<!`)\1(?!`)/g, (found) =>
      found.replace(BLANKED, ' '),
    )
}

/** The same for the fences of narrowed blocks. */
export function maskFences(text: string): string {
  if (!text.includes(':::')) return text
  return text.replace(/^:{3,}[^\r\n]*/gm, (line) => line.replace(BLANKED, ' '))
}

function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start)
    const next = end < 0 ? text.length : end + 1
    yield text.slice(start, next)
    start = next
  }
}
