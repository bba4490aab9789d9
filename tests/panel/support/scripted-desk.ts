import type {
  Article,
  CheckVerdict,
  Finding,
  Sample,
  SearchResults,
  Session,
  StoredTurn,
  Suggestion,
} from '../../../src/http/api-types.ts'

/** A small fixed desk for the panel's own tests: every state of the screen, on demand. */
export const SESSION: Session = {
  role: 'agent',
  isDemo: true,
  version: '0.1.0',
  desk: {
    name: { 'zh-Hans': '星河阅读', 'zh-Hant': '星河閱讀', en: 'Galaxy Reading' },
    languages: ['zh-Hans', 'zh-Hant', 'en'],
    timeZone: 'Asia/Shanghai',
    replyMinutes: 3,
    replyWarnSeconds: 60,
  },
}

const STEPS = '请先下拉刷新“我的”页面，并确认登录的是充值时的账号。'
const REPLY = '很抱歉让您久等了。微信、支付宝和银行卡充值一般 5 分钟内到账，Apple 内购最长 2 小时。'
const AGENT_ONLY =
  '**登记时必填**：订单编号、支付单号、扣款时间。半小时内收到五起以上，立刻上报组长。'

/** Markup that must stay text, a table wider than any sidebar, and right-to-left words. */
const MARKDOWN = `## 处理步骤

1. ${STEPS}
2. 打开“我的—星币—充值记录”，查看该笔订单的状态。

<script>window.hacked = true</script><img src=x onerror="window.hacked = true">

| 支付方式 | 通常 | 最长 | 超时后怎样 | 备注一 | 备注二 | 备注三 |
| --- | --- | --- | --- | --- | --- | --- |
| 微信支付、支付宝 | 5 分钟内 | 24 小时 | 24 小时后自动原路退款 | 很长很长的一格内容 | 很长很长的一格内容 | 很长很长的一格内容 |

שלום עולם، مرحبا بالعالم · [不是链接](javascript:window.hacked=true) · [充错账号](./recharge-wrong-account.md)

## 标准答复

${REPLY}
`

const replyStart = MARKDOWN.indexOf(REPLY)
const stepsStart = MARKDOWN.indexOf(STEPS)
const answerStart = MARKDOWN.indexOf('## 标准答复')
const lineOf = (offset: number) => MARKDOWN.slice(0, offset).split('\n').length

export const ARTICLE: Article = {
  id: 'recharge-not-arrived',
  title: '充值未到账怎么办',
  lang: 'zh-Hans',
  audience: 'customer',
  module: 'recharge',
  tags: [],
  reviewBy: '2027-03-31',
  isStale: false,
  translationOf: null,
  supersedes: null,
  parts: [
    {
      audience: 'customer',
      after: 0,
      rev: 'rev-1',
      markdown: MARKDOWN,
      chunks: [
        chunk('recharge-not-arrived#a', '处理步骤', 0, answerStart, false),
        chunk('recharge-not-arrived#b', '标准答复', answerStart, MARKDOWN.length, true),
      ],
    },
    {
      audience: 'agent',
      after: 2,
      rev: 'rev-2',
      markdown: `${AGENT_ONLY}\n`,
      chunks: [chunk('recharge-not-arrived#c', '标准答复', 0, AGENT_ONLY.length + 1, false)],
    },
  ],
}

function chunk(id: string, heading: string, start: number, end: number, isReply: boolean) {
  return {
    id,
    headings: ['充值未到账怎么办', heading],
    start,
    end,
    line: lineOf(start),
    isStandardReply: isReply,
  }
}

function cite(part: string, quote: string, start: number) {
  return {
    article: ARTICLE.id,
    title: ARTICLE.title,
    chunk: `recharge-not-arrived#${part}`,
    start,
    end: start + quote.length,
    line: lineOf(start),
    quote,
    rev: 'rev-1',
  }
}

const NOTHING_SAID: Suggestion = {
  outcome: 'nothing',
  text: '',
  sentences: [],
  missing: [],
  guidance: [],
  findings: [],
  engine: 'extractive',
  forTurn: 1,
  generation: 1,
  ms: 4,
}

export const ANSWER: Suggestion = {
  ...NOTHING_SAID,
  outcome: 'answer',
  text: `您好，${REPLY}\n${STEPS}`,
  sentences: [
    { text: '您好，', basis: 'phrase', citations: [] },
    { text: REPLY, basis: 'quoted', citations: [cite('b', REPLY, replyStart)] },
    { text: STEPS, basis: 'quoted', citations: [cite('a', STEPS, stepsStart)] },
  ],
  confidence: 0.91,
  missing: [{ field: 'order_no', ask: '方便提供一下订单号吗？' }],
  guidance: [
    {
      audience: 'agent',
      article: ARTICLE.id,
      title: ARTICLE.title,
      chunk: 'recharge-not-arrived#c',
      quote: AGENT_ONLY,
    },
  ],
}

const REFUSAL = '非常抱歉，这方面暂时没有可以告知您的信息，请以官方公告为准。'
export const NO_ANSWER: Suggestion = {
  ...NOTHING_SAID,
  outcome: 'no-answer',
  text: REFUSAL,
  sentences: [{ text: REFUSAL, basis: 'phrase', citations: [] }],
}

/** What the scripted copilot says to a customer's turn. */
export function suggestFor(turn: StoredTurn): Suggestion {
  const said = /到账|充值/.test(turn.text)
    ? ANSWER
    : /谢谢/.test(turn.text)
      ? NOTHING_SAID
      : NO_ANSWER
  return { ...said, forTurn: turn.seq }
}

export const FOUND: SearchResults = {
  generation: 1,
  ms: 3,
  results: [
    {
      rank: 1,
      article: ARTICLE.id,
      title: ARTICLE.title,
      lang: 'zh-Hans',
      audience: 'customer',
      module: 'recharge',
      headings: ['充值未到账怎么办', '处理步骤'],
      chunk: 'recharge-not-arrived#a',
      text: `## 处理步骤\n\n1. ${STEPS}`,
      start: 0,
      end: answerStart,
      line: 1,
      isStandardReply: false,
      isStale: false,
      score: 12.5,
      terms: ['充值'],
    },
    {
      rank: 2,
      article: ARTICLE.id,
      title: ARTICLE.title,
      lang: 'zh-Hans',
      audience: 'agent',
      module: 'recharge',
      headings: ['充值未到账怎么办', '标准答复'],
      chunk: 'recharge-not-arrived#c',
      text: AGENT_ONLY,
      start: 0,
      end: AGENT_ONLY.length,
      line: 1,
      isStandardReply: false,
      isStale: true,
      score: 4.1,
      terms: ['登记'],
    },
    {
      rank: 3,
      article: 'recharge-wrong-account',
      title: '充错账号怎么办',
      lang: 'zh-Hans',
      audience: 'customer',
      module: 'recharge',
      headings: ['充错账号怎么办'],
      chunk: 'recharge-wrong-account#a',
      text: '充到别的账号的星币不能转移，请先核对登录的账号。',
      start: 0,
      end: 24,
      line: 1,
      isStandardReply: true,
      isStale: false,
      score: 3.2,
      terms: ['充值'],
    },
  ],
}

export const SAMPLE: Sample = {
  id: 'recharge',
  title: '充值没到账',
  channel: 'chat',
  lang: 'zh-Hans',
  shows: ['answer'],
  endMs: 0,
  closes: false,
  turns: [
    piece(1, 'agent', '您好，请问有什么可以帮您？'),
    { ...piece(2, 'customer', '我昨天充值了六十八块'), final: false },
    { ...piece(2, 'customer', '我昨天充值了六十八块，星币还没到账'), rev: 1 },
    piece(3, 'agent', '您是昨天充值没有到账，对吗？'),
    piece(4, 'customer', '对，年底是不是有返利？'),
    piece(5, 'customer', '好的，谢谢'),
  ],
}

function piece(seq: number, speaker: 'customer' | 'agent', text: string) {
  // The answer to turn 2 stays on the screen long enough to be looked at.
  return { seq, speaker, text, final: true, rev: 0, delayMs: seq <= 2 ? 150 : 5_000 }
}

/** The outgoing check in small: a foreign link is stopped, a rhetorical question wants a second look. */
export function checkText(text: string): CheckVerdict {
  const find = (words: string, finding: Omit<Finding, 'start' | 'end'>): Finding[] => {
    const start = text.indexOf(words)
    return start < 0 ? [] : [{ ...finding, start, end: start + words.length }]
  }
  const blocked = find('bit.ly/x', { rule: 'link', severity: 'block', message: '不是官方网址。' })
  const doubtful = find('你自己不会看吗', {
    rule: 'tone',
    severity: 'warn',
    message: '反问语气。',
    suggest: '请您查看一下',
  })
  const verdict = blocked.length > 0 ? 'block' : doubtful.length > 0 ? 'warn' : 'pass'
  const id = verdict === 'pass' ? {} : { id: 'check-1' }
  return { verdict, findings: [...blocked, ...doubtful], ...id }
}
