import type { FactKind, KeyFact } from '../conversations/index.ts'
import type { Lang } from '../text/types.ts'

/** A fact, and what the customer wants, as an agent reads it back. */
const SAYINGS: Record<Lang, Record<FactKind | 'problem', (value: string) => string>> = {
  'zh-Hans': {
    name: (value) => (value.length <= 1 ? `您姓${value}` : `您的姓名是${value}`),
    phone: (value) => `联系电话是 ${value}`,
    email: (value) => `邮箱是 ${value}`,
    order: (value) => `订单号是 ${value}`,
    problem: (value) => `您反映的是“${value}”`,
  },
  'zh-Hant': {
    name: (value) => (value.length <= 1 ? `您姓${value}` : `您的姓名是${value}`),
    phone: (value) => `聯絡電話是 ${value}`,
    email: (value) => `電子信箱是 ${value}`,
    order: (value) => `訂單編號是 ${value}`,
    problem: (value) => `您反映的是「${value}」`,
  },
  en: {
    name: (value) => `your name is ${value}`,
    phone: (value) => `your phone number is ${value}`,
    email: (value) => `your e-mail address is ${value}`,
    order: (value) => `your order number is ${value}`,
    problem: (value) => `you said “${value}”`,
  },
}

/** The facts in one breath; empty when there are none. */
export function sayFacts(
  facts: readonly Pick<KeyFact, 'kind' | 'value'>[],
  problem: string | null,
  lang: Lang,
): string {
  const said = facts.map(({ kind, value }) => SAYINGS[lang][kind](value))
  if (problem !== null) said.push(SAYINGS[lang].problem(problem))
  if (lang !== 'en') return said.join('，')
  return said.length < 2 ? said.join('') : `${said.slice(0, -1).join(', ')} and ${said.at(-1)}`
}
