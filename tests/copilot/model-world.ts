import { systemClock } from '../../src/clock.ts'
import { type ComposeReport, createComposer } from '../../src/compose/model/composer.ts'
import type { Suggestion } from '../../src/compose/types.ts'
import type { Transcript } from '../../src/conversations/types.ts'
import type { CopilotModel } from '../../src/copilot/compose-by-model.ts'
import { suggest } from '../../src/copilot/suggest.ts'
import { type Database, fixClock } from '../../src/db/index.ts'
import type { Desk } from '../../src/desk/types.ts'
import { indexFolder } from '../../src/indexing/index.ts'
import { silentLog } from '../../src/log.ts'
import { type Budget, type BudgetSettings, createBudget } from '../../src/models/budget.ts'
import { createOpenaiChat } from '../../src/models/openai-chat.ts'
import type { Lang } from '../../src/text/types.ts'
import { makeDesk } from '../compose/desk-fixture.ts'
import { article, makeFolder } from '../indexing/support.ts'
import type { Engine } from '../support/engines.ts'
import { type ScriptedModel, startScriptedModel } from '../support/scripted-model.ts'

export type ModelWorld = {
  db: Database
  desk: Desk
  model: ScriptedModel
  /** How each run of the model went, the latest last. */
  reports: ComposeReport[]
  budget: Budget
  ask(text: string | string[], more?: AskOptions): Promise<Suggestion>
  /** The same without a model. */
  askPlainly(text: string | string[], more?: AskOptions): Promise<Suggestion>
  suggest(transcript: Transcript, options: { signal: AbortSignal }): Promise<Suggestion>
  close(): Promise<void>
}

type AskOptions = { lang?: Lang; signal?: AbortSignal; url?: string }

export const DEADLINES = { firstMs: 1_000, totalMs: 1_500, maxTokens: 500 }

/** A small desk with a scripted model behind the real client: nothing else is a stand-in. */
export async function openModelWorld(
  engine: Engine,
  limits: Partial<BudgetSettings> = {},
): Promise<ModelWorld> {
  const db = await engine.open()
  await fixClock(db, '2026-11-21T10:00:00+08:00')
  const folder = makeFolder()
  for (const [id, { keys, body }] of Object.entries(ARTICLES)) {
    folder.write(`${id}.md`, article(id, `\n${body}\n`, keys))
  }
  const { flaws } = await indexFolder(db, { knowledgeDir: folder.path, log: silentLog })
  folder.discard()
  if (flaws.length > 0) throw new Error(JSON.stringify(flaws))
  const desk = makeDesk()
  const model = await startScriptedModel()
  const reports: ComposeReport[] = []
  const budget = createBudget(db, {
    ...{ team: 'desk', timeZone: 'Asia/Shanghai', inputPrice: 1, outputPrice: 2 },
    ...{ tokensPerDay: undefined, costPerDay: undefined, ...limits },
  })
  const modelAt = (url: string): CopilotModel => {
    const chat = createOpenaiChat({ url, key: 'k', name: 'scripted', timeoutMs: 5_000 })
    const composer = createComposer({ chat, clock: systemClock, settings: DEADLINES, budget })
    return { composer, report: (report) => reports.push(report) }
  }
  const plain = { db, desk, clock: systemClock }
  const run = (text: string | string[], { lang, signal, url }: AskOptions, isPlain: boolean) => {
    const deps = isPlain ? plain : { ...plain, model: modelAt(url ?? model.url) }
    return suggest(deps, transcriptOf(text, lang), signal ? { signal } : {})
  }
  return {
    ...{ db, desk, model, reports, budget },
    ask: (text, more = {}) => run(text, more, false),
    askPlainly: (text, more = {}) => run(text, more, true),
    suggest: (transcript, options) =>
      suggest({ ...plain, model: modelAt(model.url) }, transcript, options),
    async close() {
      await model.close()
      await db.close()
    },
  }
}

function transcriptOf(text: string | string[], lang: Lang | undefined) {
  return {
    id: 'c-1',
    channel: 'chat' as const,
    ...(lang ? { lang } : {}),
    turns: [text].flat().map((said, index) => ({
      seq: index + 1,
      speaker: said.startsWith('客服：') ? ('agent' as const) : ('customer' as const),
      text: said.replace(/^客服：/, ''),
      final: true,
      rev: 0,
    })),
  }
}

const ARTICLES: Record<string, { keys: Record<string, string>; body: string }> = {
  'membership-refund': {
    keys: { title: '会员退款的条件与办理', asks: '[会员怎么退款]' },
    body: `## 办理步骤

1. 打开“我的—订单”，选择会员订单。
2. 点击“申请退款”，须在购买后 7 天内提交。
3. 手续费 5%，最低 1 元。

## 标准答复

您好，会员在购买后 7 天内、权益未使用的可以申请退款，请提供订单号，我为您登记。

:::agent
退款遇到反复催促的，先查天枢里的退款流水再答。
:::`,
  },
  'device-limit': {
    keys: { title: '登录设备的数量上限', asks: '[会员最多可以同时登录几台设备]' },
    body: '## 上限\n\n会员最多同时登录 5 台设备，非会员 3 台。',
  },
  'device-limit-en': {
    keys: {
      title: 'How many devices can be signed in',
      lang: 'en',
      translation_of: 'device-limit',
      asks: '[How many devices can members be signed in on]',
    },
    body: '## Limit\n\nMembers can be signed in on 5 devices at a time, others on 3.',
  },
  'ticket-expiry': {
    keys: { title: '月票的有效期', asks: '[月票什么时候过期]' },
    body: '## 有效期\n\n月票在每月最后一天 23:59:59 过期，不能延期。',
  },
  roster: {
    keys: { title: '早班排班表', audience: 'internal' },
    body: '早班组长是宗政岳，内线 79305，共 13 人在岗。',
  },
}
