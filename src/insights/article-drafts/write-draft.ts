import { findSpecifics, specificKeys } from '../../text/specifics.ts'
import type { Lang } from '../../text/types.ts'
import { draftHead, REPLY_HEADING } from './draft-head.ts'
import type { ArticleDraft, CaseGroup, SolvedCase } from './types.ts'

const OTHER_ANSWERS = 3
const MOST_SOURCES = 50

type Words = {
  sources: string
  to: (conversations: number) => string
  once: string
  others: string
  ticket: string
}

const WORDS: Record<Lang, Words> = {
  'zh-Hans': {
    sources: '来源与核对',
    to: (count) => `由 ${count} 次已解决的会话整理，个人信息已去除，内容未经核实。`,
    once: '以下内容只在一次会话中出现，请核实：',
    others: '其他坐席的答复',
    ticket: '工单',
  },
  'zh-Hant': {
    sources: '來源與核對',
    to: (count) => `由 ${count} 次已解決的對話整理，個人資料已去除，內容未經查證。`,
    once: '以下內容只在一次對話中出現，請查證：',
    others: '其他客服的答覆',
    ticket: '工單',
  },
  en: {
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
  const asks = cases.map(({ question }) => question)
  const head = draftHead({ question: middle.question, lang, module: middle.module, asks })
  const { id, title } = head
  const reply = middle.answer.filter((sentence) => !isMasked(sentence))
  const body = [
    `## ${REPLY_HEADING[lang]}`,
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
    markdown: `${head.frontMatter}\n${body.join('\n')}`,
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
