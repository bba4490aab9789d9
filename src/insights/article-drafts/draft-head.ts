import { createHash } from 'node:crypto'
import { foldText } from '../../text/fold.ts'
import type { Lang } from '../../text/types.ts'

const MOST_ASKS = 8
const LONGEST_TITLE = 60

const OWNED: Record<Lang, string> = {
  'zh-Hans':
    'audience 故意留空：请核对内容、填写 audience 并将 state 改为 published，之后才会生效。',
  'zh-Hant':
    'audience 刻意留空：請核對內容、填寫 audience 並將 state 改為 published，之後才會生效。',
  en: 'audience is left out on purpose: check the text, say who may be told, set state to published.',
}

/** Heading of the wording to be used with customers. */
export const REPLY_HEADING: Record<Lang, string> = {
  'zh-Hans': '标准答复',
  'zh-Hant': '標準答覆',
  en: 'Standard reply',
}

export type DraftHead = { id: string; title: string; frontMatter: string }

/**
 * The head of an article draft about a question. It has no audience, so that it is served to nobody until an editor
 * decides. The same question gives the same id.
 */
export function draftHead(about: {
  question: string
  lang: Lang
  module: string | null
  asks: readonly string[]
}): DraftHead {
  const { question, lang, module } = about
  const title = shorten(question)
  const id = `draft-${createHash('sha256').update(foldText(question)).digest('hex').slice(0, 12)}`
  const asks = [...new Map(about.asks.map((ask) => [foldText(ask), ask])).values()]
  const lines = [
    `id: ${id}`,
    `title: ${quoted(title)}`,
    `lang: ${lang}`,
    `# ${OWNED[lang]}`,
    'state: draft',
    ...(module === null ? [] : [`module: ${quoted(module)}`]),
    'asks:',
    ...asks.slice(0, MOST_ASKS).map((ask) => `  - ${quoted(ask)}`),
  ]
  return { id, title, frontMatter: `---\n${lines.join('\n')}\n---\n` }
}

/** As a value of YAML, whatever is in it. */
export function quoted(text: string): string {
  return JSON.stringify(text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' '))
}

function shorten(text: string): string {
  const characters = [...text]
  return characters.length > LONGEST_TITLE
    ? `${characters.slice(0, LONGEST_TITLE).join('').trim()}…`
    : text
}
