import type { Lang } from '../../text/types.ts'

const OWNED: Record<Lang, string> = {
  'zh-Hans': '故意留空：核对内容后填 customer、agent 或 internal，再将 state 改为 published',
  'zh-Hant': '刻意留空：核對內容後填 customer、agent 或 internal，再將 state 改為 published',
  en: 'left empty on purpose: check the text, write customer, agent or internal, then set state to published',
}
/** As the front matter takes them. */
const LONGEST = 300
const MOST_TAGS = 50
const MOST_ASKS = 100

/** The head of an imported article. Its audience is empty, which the compiler refuses: nothing is served by accident. */
export function writeHead(head: {
  id: string
  title: string
  lang: Lang
  from: string
  tags: readonly string[]
  asks: readonly string[]
  translationOf: string | null
}): string {
  const list = (name: string, texts: readonly string[], most: number) => {
    const kept = [...new Set(texts.map(oneLine).filter((text) => text !== ''))].slice(0, most)
    return kept.length === 0
      ? []
      : [`${name}:`, ...kept.map((text) => `  - ${JSON.stringify(text)}`)]
  }
  return [
    '---',
    `id: ${head.id}`,
    `title: ${JSON.stringify(oneLine(head.title) || head.id)}`,
    `lang: ${head.lang}`,
    `audience: # ${OWNED[head.lang]}`,
    'state: draft',
    ...(head.translationOf === null ? [] : [`translation_of: ${head.translationOf}`]),
    ...list('tags', head.tags, MOST_TAGS),
    ...list('asks', head.asks, MOST_ASKS),
    `# imported from ${oneLine(head.from)}`,
    '---',
    '',
  ].join('\n')
}

/** What front matter can hold: one line, nothing that cannot be shown. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .trim()
    .slice(0, LONGEST)
    .toWellFormed()
    .trim()
}
