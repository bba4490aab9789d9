import type { Finding } from '../compose/types.ts'
import type { Desk } from '../desk/types.ts'
import type { SaidTurn } from '../retrieval/last-burst.ts'
import type { Passage } from '../retrieval/types.ts'
import type { Lang, Span } from '../text/types.ts'
import { findMissingConditions } from './check-completeness.ts'
import { type MessageReason, messageOf, REWORDINGS } from './check-messages.ts'
import { findPromises } from './check-promises.ts'
import { findInternalRecords } from './check-records.ts'
import { findUnsupported } from './check-specifics.ts'
import { findTypos } from './check-typos.ts'
import { findConductFaults } from './conduct.ts'
import { findLinks } from './find-links.ts'
import { findHiddenCharacters } from './hidden-characters.ts'
import type { HiddenSounds } from './near-copy.ts'
import { isOfficialHost, isOfficialLink } from './official-link.ts'
import { findPersonalData } from './personal-data.ts'
import { textOf } from './support.ts'

export type CheckContext = {
  /** What a customer may be told about the matter: found as the customer role, for this text. */
  passages: (Pick<Passage, 'text' | 'title'> & { headings?: string[] })[]
  /** The conversation so far: what was said in it counts as said. */
  turns: SaidTurn[]
  desk: Desk
  /** The agent's language, for messages. */
  lang: Lang
  /** Prints of what customers may not see. */
  hidden?: HiddenSounds | undefined
  /** Told where hidden text says what the draft says: for the security log, never for an answer. */
  onMatch?: ((sources: string[]) => void) | undefined
}

/** How serious a rule is where `desk.yml` does not say. */
const SEVERITY: Record<string, Finding['severity']> = {
  link: 'block',
  pii: 'block',
  restricted: 'block',
  'internal-record': 'block',
  tone: 'block',
  'hang-up': 'block',
  blame: 'warn',
  promise: 'warn',
  incomplete: 'warn',
  courtesy: 'hint',
  typo: 'hint',
}

type Raise = (
  rule: string,
  span: Span,
  reason: MessageReason,
  more?: { words?: string; suggest?: string },
) => void

/**
 * Checks any text meant for a customer: an agent's draft, or a suggestion. Findings come in order, each with
 * the words it is about. What fires depends only on the text and on what a customer may be told: a true
 * secret and a wrong guess get the same finding.
 */
export function checkText(text: string, context: CheckContext): Finding[] {
  const { desk, lang } = context
  const findings: Finding[] = []
  const raise: Raise = (rule, { start, end }, reason, { words = '', suggest } = {}) => {
    const severity = desk.check[rule] ?? SEVERITY[rule] ?? 'warn'
    if (severity === 'off') return
    const message = messageOf(reason, lang, words)
    findings.push({
      rule,
      start,
      end,
      severity,
      message,
      ...(suggest === undefined ? {} : { suggest }),
    })
  }
  checkWhatMayNotLeave(text, context, raise)
  checkSubstance(text, context, raise)
  checkConduct(text, context, raise)
  return findings.sort((a, b) => a.start - b.start || a.end - b.end)
}

function checkWhatMayNotLeave(
  text: string,
  { desk, turns, passages }: CheckContext,
  raise: Raise,
): void {
  for (const hidden of findHiddenCharacters(text)) raise('restricted', hidden, 'hidden')
  for (const link of findLinks(text)) {
    if (!isOfficialLink(link, text, desk.officialDomains)) raise('link', link, 'link')
  }
  const known = signsOf(
    [...turns.map((turn) => turn.text), ...passages.map((passage) => passage.text)].join('\n'),
  )
  for (const found of findPersonalData(text)) {
    const isOfficial =
      found.type === 'EMAIL' &&
      isOfficialHost(found.text.split('@').at(-1)!.trim(), desk.officialDomains)
    if (isOfficial || found.type === 'NAME' || known.includes(signsOf(found.text))) continue
    raise('pii', found, 'pii')
  }
  for (const record of findInternalRecords(text))
    raise('internal-record', record, 'internal-record')
}

function checkSubstance(text: string, context: CheckContext, raise: Raise): void {
  const { turns, desk, hidden } = context
  const sources = context.passages.map(textOf)
  const { spans, matches } = findUnsupported(text, { sources, turns, desk, hidden })
  if (matches.length > 0) context.onMatch?.(matches)
  for (const span of spans) {
    raise('restricted', span, 'restricted', { words: text.slice(span.start, span.end) })
  }
  for (const span of findPromises(text, context.passages)) raise('promise', span, 'promise')
  for (const missing of findMissingConditions(text, context.passages)) {
    raise('incomplete', { start: 0, end: text.length }, 'incomplete', {
      words: missing,
      suggest: missing,
    })
  }
  for (const { term, ...span } of findTypos(text, context.desk.glossary)) {
    raise('typo', span, 'typo', { words: term, suggest: term })
  }
}

function checkConduct(text: string, { turns, lang }: CheckContext, raise: Raise): void {
  for (const { rule, category, ...span } of findConductFaults(text)) {
    const suggest = REWORDINGS[category]?.[lang]
    raise(rule, span, category, suggest === undefined ? {} : { suggest })
  }
  if (isRudeFarewell(text))
    raise('courtesy', { start: 0, end: text.length }, 'farewell', {
      suggest: REWORDINGS.farewell![lang],
    })
  const isFirstReply = turns.length > 0 && !turns.some(({ speaker }) => speaker === 'agent')
  const isGreeted =
    /您好|你好|早上好|下午好|晚上好|\b(?:hello|hi|dear|good (?:morning|afternoon|evening|day)|thank you for)\b/i.test(
      text,
    )
  if (isFirstReply && !isGreeted) raise('courtesy', { start: 0, end: 0 }, 'courtesy')
}

/** Ends the conversation. */
const FAREWELL =
  /再见|再見|拜拜|掰掰|先(?:这样|這樣)(?:了|吧)|(?:本次|这次|這次)(?:会话|對話|对话|服务|服務|通话|通話)(?:就)?(?:到此|先到|结束|結束)|(?:就)?(?:到这里|到這裡|到此)(?:了|吧|。|$)|\b(?:good ?bye|bye(?: now)?|that(?:'s| is) all|closing (?:this|the) (?:chat|case|conversation)|end(?:ing)? (?:this|the) (?:chat|conversation|call))\b/iu
/** Thanks, a wish, an offer of more help. */
const KINDNESS =
  /感谢|感謝|谢谢|謝謝|祝您|祝你|愉快|欢迎|歡迎|随时|隨時|还有(?:其他|什么)|還有(?:其他|什麼)|请您?对|請您?對|评价|評價|辛苦|\b(?:thank\w*|have a|wish|feel free|any ?time|anything else|glad|pleasure|take care|enjoy)\b/iu

/** Closes without a word of thanks, a good wish or an offer of more help. */
function isRudeFarewell(text: string): boolean {
  return FAREWELL.test(text) && !KINDNESS.test(text)
}

/** Letters and digits only: a number read back with other separators is the same number. */
function signsOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}
