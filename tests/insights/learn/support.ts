import { type Held, holdConversation } from '../../../evals/learning/hold-conversation.ts'
import type { Suggestion } from '../../../src/compose/types.ts'
import type { Database } from '../../../src/db/index.ts'
import { article, type Folder } from '../../indexing/support.ts'

export const NOW = new Date('2026-11-22T08:00:00Z')

/** What a customer was told of one article, as far as learning looks at it. */
export function told(articleId: string, more: Partial<Suggestion> = {}): Suggestion {
  const citation = {
    ...{ article: articleId, title: articleId, chunk: `${articleId}#0`, start: 0, end: 4 },
    ...{ line: 1, quote: '说明', rev: 'r' },
  }
  return {
    ...{ outcome: 'answer', text: '您好，充值一般在十分钟内到账，请您稍后查看余额。' },
    sentences: [{ text: '充值一般在十分钟内到账。', basis: 'quoted', citations: [citation] }],
    ...{ missing: [], guidance: [], findings: [], engine: 'extractive', confidence: 0.9 },
    ...{ forTurn: 1, generation: 1, ms: 1 },
    ...more,
  }
}

type More = Partial<Omit<Held, 'transcript'>> & { channel?: 'chat' | 'hotline' }

/** One conversation: the customer asks, the article is told, the agent gives a verdict. */
export function asked(db: Database, articleId: string, text: string, more: More = {}) {
  const { channel = 'chat', ...held } = more
  return holdConversation(db, {
    transcript: {
      channel,
      turns: [{ seq: 1, speaker: 'customer', text, final: true, rev: 0 }],
    },
    suggestion: told(articleId),
    agent: 'agent:x',
    verdict: 'inserted',
    now: NOW,
    ...held,
  })
}

/** A small desk's articles. */
export function writeArticles(folder: Folder): void {
  folder.write(
    'recharge.md',
    article(
      'recharge',
      '\n# 充值没有到账\n\n充值一般在十分钟内到账。超过两小时未到账，请提供订单号，我们为您核实。\n',
      { title: '充值没有到账', asks: '\n  - 充值没到账怎么办 # 最常见' },
    ),
  )
  folder.write(
    'refund.md',
    article('refund', '\n# 会员退款\n\n会员自动续费后七天内未使用的可以申请退款。\n', {
      title: '会员退款',
    }),
  )
  folder.write(
    'topup-en.md',
    article(
      'topup-en',
      '\n# Top-ups that do not arrive\n\nA top-up arrives within ten minutes.\n',
      {
        title: 'Top-ups that do not arrive',
        lang: 'en',
      },
    ),
  )
  folder.write(
    'device.md',
    article('device', '\n# 换设备登录\n\n换设备登录后书架会自动同步。\n', { title: '换设备登录' }),
  )
}
