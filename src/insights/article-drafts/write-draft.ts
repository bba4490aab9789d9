import { createHash } from 'node:crypto'
import { foldText } from '../../text/fold.ts'
import { findSpecifics, specificKeys } from '../../text/specifics.ts'
import type { Lang } from '../../text/types.ts'
import type { ArticleDraft, CaseGroup, SolvedCase } from './types.ts'

const MOST_ASKS = 8
const LONGEST_TITLE = 60
const OTHER_ANSWERS = 3
const MOST_SOURCES = 50

type Words = {
  owned: string
  reply: string
  sources: string
  to: (conversations: number) => string
  once: string
  others: string
  ticket: string
}

const WORDS: Record<Lang, Words> = {
  'zh-Hans': {
    owned: 'audience 故意留空：请核对内容、填写 audience 并将 state 改为 published，之后才会生效。',
    reply: '标准答复',
    sources: '来源与核对',
    to: (count) => `由 ${count} 次已解决的会话整理，个人信息已去除，内容未经核实。`,
    once: '以下内容只在一次会话中出现，请核实：',
    others: '其他坐席的答复',
    ticket: '工单',
  },
  'zh-Hant': {
    owned: 'audience 刻意留空：請核對內容、填寫 audience 並將 state 改為 published，之後才會生效。',
    reply: '標準答覆',
    sources: '來源與核對',
    to: (count) => `由 ${count} 次已解決的對話整理，個人資料已去除，內容未經查證。`,
    once: '以下內容只在一次對話中出現，請查證：',
    others: '其他客服的答覆',
    ticket: '工單',
  },
  en: {
    owned:
      'audience is left out on purpose: check the text, say who may be told, set state to published.',
    reply: 'Standard reply',
    sources: 'Sources and what to check',
    to: (count) =>
      `Put together from ${count} conversations that were solved. Personal data are taken out; nothing has been verified.`,
    once: 'Said in one conversation only, to be verified:',
    others: 'What other agents answered',
    ticket: 'ticket',
  },
}

/**
 * The markdown of an article draft. It has no audience, so that it is served to nobody until an editor decides; where it
 * comes from stands in an internal block.
 */
export function writeDraft(group: CaseGroup): ArticleDraft {
  const { middle, cases } = group
  const { lang } = middle
  const words = WORDS[lang]
  const title = shorten(middle.question)
  const id = `draft-${createHash('sha256').update(foldText(middle.question)).digest('hex').slice(0, 12)}`
  const asks = [...new Map(cases.map(({ question }) => [foldText(question), question])).values()]
  const reply = middle.answer.filter((sentence) => !isMasked(sentence))
  const front = [
    `id: ${id}`,
    `title: ${quoted(title)}`,
    `lang: ${lang}`,
    `# ${words.owned}`,
    'state: draft',
    ...(middle.module === null ? [] : [`module: ${quoted(middle.module)}`]),
    'asks:',
    ...asks.slice(0, MOST_ASKS).map((ask) => `  - ${quoted(ask)}`),
  ]
  const body = [
    `## ${words.reply}`,
    '',
    reply.map(plain).join('\n'),
    '',
    ':::internal',
    '',
    `## ${words.sources}`,
    '',
    words.to(cases.length),
    '',
    ...unsupported(group, words),
    ...otherAnswers(group, words),
    ...cases.slice(-MOST_SOURCES).map((one) => `- ${sourceOf(one, words)}`),
    '',
    ':::',
    '',
  ]
  return {
    id,
    file: `${id}.md`,
    title,
    lang,
    conversations: cases.map(({ conversation }) => conversation),
    markdown: `---\n${front.join('\n')}\n---\n\n${body.join('\n')}`,
  }
}

function sourceOf({ conversation, ticket, at }: SolvedCase, words: Words): string {
  const day = at.toISOString().slice(0, 10)
  return ticket === null
    ? `${day} ${plain(conversation)}`
    : `${day} ${plain(conversation)} (${words.ticket} ${plain(ticket)})`
}

/** Numbers, dates, amounts of the reply that no other conversation of the group has. */
function unsupported({ middle, cases }: CaseGroup, words: Words): string[] {
  const others = cases.filter((one) => one !== middle)
  const known = new Set(others.flatMap(({ answer }) => [...specificKeys(answer.join('\n'))]))
  const told = middle.answer.filter((sentence) => !isMasked(sentence)).join('\n')
  const once = findSpecifics(told).filter(({ key }) => !known.has(key))
  if (once.length === 0) return []
  const said = [...new Set(once.map(({ start, end }) => told.slice(start, end)))]
  return [words.once, '', ...said.map((text) => `- ${plain(text)}`), '']
}

function otherAnswers({ middle, cases }: CaseGroup, words: Words): string[] {
  const other = cases.filter((one) => one !== middle).slice(-OTHER_ANSWERS)
  if (other.length === 0) return []
  const said = other
    .map(({ answer }) =>
      answer
        .filter((sentence) => !isMasked(sentence))
        .map(plain)
        .join(' '),
    )
    .filter((answer) => answer !== '')
    .map((answer) => `- ${answer}`)
  return [`### ${words.others}`, '', ...said, '']
}

function isMasked(sentence: string): boolean {
  return /⟦[^⟧]*⟧/u.test(sentence)
}

/** What people said, as text of markdown: no heading, link, markup or directive of theirs. */
export function plain(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\\`*_[\]<>#|~{}&!]/g, (sign) => `\\${sign}`)
    .replaceAll(/[:：]{2,}/gu, (colons) => [...colons].join(' '))
    .replaceAll(/:(?=[\p{L}\p{N}])/gu, ': ')
    .replace(/^(\s*)([-+=]|\d+[.)])(?=\s|$)/u, '$1\\$2')
    .trim()
}

function quoted(text: string): string {
  return JSON.stringify(text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' '))
}

function shorten(text: string): string {
  const characters = [...text]
  return characters.length > LONGEST_TITLE
    ? `${characters.slice(0, LONGEST_TITLE).join('').trim()}…`
    : text
}
