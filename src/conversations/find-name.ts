import { findNames } from '../guard/personal-names.ts'
import { foldText } from '../text/fold.ts'

const COMPOUND = '欧阳|上官|司马|诸葛|尉迟|夏侯|皇甫|东方|令狐|慕容|司徒'
const AFTER = '(?=$|[\\s，。,.;；!！、]|先生|女士|小姐|电话|手机|号码|我|的|啊|呢|吧)'
const SURNAME = new RegExp(
  `(?:我|免贵|敝|本人)姓\\s?(${COMPOUND}|\\p{Script=Han})(?!名|氏|什么)`,
  'u',
)
const CALLED = new RegExp(
  `(?:我叫|(?:我的)?名字[叫是]|姓名[是为:]?|本人叫)\\s?(\\p{Script=Han}{2,4}?)${AFTER}`,
  'u',
)
const BARE_HAN = /^(?:我?[叫是]|姓)?\s?(\p{Script=Han}{2,4}?)(?:[\s，。,.!！]|$)/u
const MY_NAME =
  /\b(?:my name(?:'s| is)|the name(?:'s| is)|name:)\s+(?:u[hm]+\s+)?([a-z][a-z'’-]+(?: (?!and\b|with\b|from\b|my\b|the\b|i\b)[a-z][a-z'’-]+)?)/u
const ANSWERED =
  /^(?:(?:yes|yeah|sure|okay|ok|hi|um|uh|it's|it is|its|i'm|i am|this is|so)[\s,]+)*([a-z][a-z'’-]+(?: (?!and\b|with\b|here\b|my\b|the\b|number\b)[a-z][a-z'’-]+)?)(?=$|[,.;!]| and\b| my\b| the\b| here\b)/u
const ASKS_NAME =
  /称呼|贵姓|姓名|名字|您(?:是|叫)哪位|\b(?:your|the|full|take your) name\b|who am i speaking/u
/** Answers that are no names. */
const NO_NAME =
  /^(?:你好|您好|好的?|是的?|可以|没有|不用|客服|充值|订单|会员|yes|no|sure|okay|thanks|hello|the|my|a)$/u

/** The name that a customer gives; of some the surname alone. `asked`: the agent's words before it, folded. */
export function findName(text: string, asked: string): string | null {
  const folded = foldText(text)
  const han =
    CALLED.exec(folded)?.[1] ??
    SURNAME.exec(folded)?.[1] ??
    (ASKS_NAME.test(asked) ? BARE_HAN.exec(folded)?.[1] : undefined)
  if (han !== undefined && !NO_NAME.test(han)) return asWritten(text, folded, han)
  const [spelled] = findNames(text)
  if (spelled) return text.slice(spelled.start, spelled.end)
  const latin =
    MY_NAME.exec(folded)?.[1] ?? (ASKS_NAME.test(asked) ? ANSWERED.exec(folded)?.[1] : undefined)
  if (latin === undefined || NO_NAME.test(latin)) return null
  return latin.replaceAll(
    /(^|[ -])(\p{Ll})/gu,
    (_, before: string, first: string) => before + first.toUpperCase(),
  )
}

/** Folding keeps the places of Chinese characters: the name as the customer writes it, in their script. */
function asWritten(text: string, folded: string, name: string): string {
  const at = folded.indexOf(name)
  return text.length === folded.length ? text.slice(at, at + name.length) : name
}
