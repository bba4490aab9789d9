import type {
  ArticleList,
  ClassCorrection,
  ConversationClass,
  Guide,
  TicketForm,
  Triage,
} from '../../../src/http/api-types.ts'
import { ARTICLE } from './scripted-desk.ts'

/** What stands beside the suggestion in the scripted desk: guide, class, form and contents. */
export const FORM: TicketForm = {
  types: [
    label('complaint', '投诉', '投訴', 'Complaint'),
    label('consultation', '业务咨询', '業務諮詢', 'Consultation'),
    label('fault', '故障报修', '故障報修', 'Fault report'),
  ].map((one) => ({
    ...one,
    fields: [
      {
        path: 'field.order_no',
        description: names('订单号', '訂單編號', 'Order number'),
        ask: names(
          '方便提供一下订单号吗？',
          '方便提供訂單編號嗎？',
          'Could I have the order number?',
        ),
        values: null,
      },
    ],
  })),
  modules: [
    { ...label('recharge', '充值与支付', '儲值與付款', 'Recharge'), department: 'pay' },
    { ...label('membership', '会员', '會員', 'Membership'), department: 'pay' },
    { ...label('account', '账号', '帳號', 'Account'), department: 'app' },
  ],
  departments: [
    label('pay', '支付组', '支付組', 'Payments'),
    label('app', '客户端组', 'App 組', 'App'),
  ],
  urgencies: [label('normal', '一般', '一般', 'Normal'), label('high', '紧急', '緊急', 'High')],
  priorities: [label('p2', '二级', '二級', 'P2'), label('p1', '一级', '一級', 'P1')],
}

function names(hans: string, hant: string, en: string) {
  return { 'zh-Hans': hans, 'zh-Hant': hant, en }
}
function label(id: string, hans: string, hant: string, en: string) {
  return { id, name: names(hans, hant, en) }
}

const read = (value: string, confidence: number, runnerUp: string) => ({
  value,
  confidence,
  turns: [1],
  cues: ['没到账'],
  runnersUp: [{ label: runnerUp, confidence: 1 - confidence }],
})
export const TRIAGE: Triage = {
  type: read('consultation', 0.81, 'fault'),
  module: read('recharge', 0.4, 'account'),
  department: read('pay', 0.8, 'app'),
  urgency: read('normal', 0.7, 'high'),
  priority: read('p2', 0.7, 'p1'),
  sentiment: read('negative', 0.7, 'neutral'),
  urgent: [],
}

export const CONTENTS: ArticleList = {
  next: null,
  articles: [
    { id: ARTICLE.id, title: ARTICLE.title, module: 'recharge', isStale: true },
    { id: 'auto-renewal-off', title: '怎样关闭自动续费', module: 'membership', isStale: false },
    { id: 'handover', title: '坐席交接要点', module: null, isStale: false },
  ].map((one) => ({
    ...{ lang: 'zh-Hans' as const, tags: [], reviewBy: null },
    audience: one.module === null ? ('agent' as const) : ('customer' as const),
    ...one,
  })),
}

const READ_BACK = '跟您确认一下：您的电话是13800138000，昨晚充值没有到账，对吗？'

/** Answers for one conversation, which a test may change. */
export class ScriptedGuide {
  guide: Omit<Guide, 'lastEventId'> = {
    stage: 'listening',
    skipped: [],
    phrases: [],
    address: null,
    facts: [{ kind: 'phone', value: '13800138000', seq: 1, readBackIn: null }],
    problem: null,
    readBack: READ_BACK,
    mood: { score: 0, cues: [], isUpset: false, soothe: null },
    timer: null,
  }
  triage: Triage | null = TRIAGE
  readonly corrections: { field: string; value: string }[] = []
  readonly undone: string[] = []

  /** The customer has been waiting; `leftMs` from now the reply is late. */
  waitFor(leftMs: number, warnMs = 60_000): void {
    const end = Date.now() + leftMs
    const at = (ms: number) => new Date(ms).toISOString()
    const [since, due] = [at(end - 180_000), at(end - warnMs)]
    this.guide.timer = { kind: 'reply-warning', since, due, end: at(end), turn: 1 }
  }

  /** Null: not about any of this. */
  answer(method: string, path: string, body: unknown): [number, unknown] | null {
    if (path === '/v1/ticket-form') return [200, FORM]
    if (path === '/v1/articles') return [200, CONTENTS]
    if (/\/guide$/u.test(path)) return [200, { ...this.guide, lastEventId: 0 } satisfies Guide]
    const [, conversation = '', undone] =
      /^\/v1\/conversations\/([^/]+)\/class(?:\/(.+))?$/u.exec(path) ?? []
    if (conversation === '') return null
    if (undone) this.undone.push(undone)
    if (method === 'GET') return [200, this.#view(conversation)]
    const { field, value } = (body ?? { field: 'type', value: '' }) as {
      field: 'type'
      value: string
    }
    if (method === 'POST') {
      this.corrections.push({ field, value })
      const before = this.triage?.[field]
      if (this.triage && before)
        this.triage = { ...this.triage, [field]: { ...before, value, isConfirmed: true } }
    }
    const correction: ClassCorrection = {
      ...{ id: `k-${this.corrections.length}`, field, value, said: null, by: 'agent' },
      ...{ at: new Date().toISOString(), undoneBy: null, undoneAt: null },
    }
    return [method === 'POST' ? 201 : 200, correction]
  }

  #view(conversation: string): ConversationClass {
    return { conversation, class: this.triage, at: null, labels: [], corrections: [] }
  }
}
