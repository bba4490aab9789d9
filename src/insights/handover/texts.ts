import type { Lang } from '../../text/types.ts'
import type { FactName, HandoverState, Section } from './types.ts'

export type HandoverTexts = {
  title: (shift: string) => string
  period: string
  state: Record<HandoverState, string>
  draftedAt: string
  outgoing: string
  incoming: string
  notSigned: string
  nothing: string
  note: string
  sections: Record<Section, string>
  facts: Record<FactName, string>
  counts: Record<string, string>
  /** Of tickets, follow-ups, warnings and incidents. */
  states: Record<string, string>
  kinds: Record<string, string>
  customers: (count: string) => string
  separator: string
}

const zhHans: HandoverTexts = {
  title: (shift) => `交接班记录：${shift}`,
  period: '班次时间',
  state: { draft: '草稿，未签字', handed: '交班人已签字，待接班', taken: '双方已签字' },
  draftedAt: '系统内容截至',
  outgoing: '交班人',
  incoming: '接班人',
  notSigned: '未签字',
  nothing: '无',
  note: '说明',
  sections: {
    unfinished: '未完成事项',
    special: '特殊客户与疑难工单',
    anomalies: '系统与流程异常',
    notices: '重要通知',
    log: '值班日志',
  },
  facts: {
    background: '背景',
    progress: '已做处理',
    'next-step': '后续建议',
    promise: '对客户的承诺',
    state: '状态',
    type: '类型',
    department: '部门',
    urgency: '紧急程度',
    deadline: '时限',
    due: '应回复时间',
    kind: '事项',
    since: '开始时间',
    until: '结束时间',
    scope: '影响范围',
    cue: '客户原话',
    'taken-by': '跟进人',
    reopened: '重开次数',
    count: '数量',
  },
  counts: {
    'conversations-opened': '新接会话',
    'conversations-closed': '结束会话',
    'tickets-approved': '批准工单',
    'tickets-closed': '关闭工单',
    'follow-ups-done': '完成回访与承诺',
    'warnings-raised': '预警',
  },
  states: {
    draft: '草稿待核',
    edited: '已修改待批准',
    approved: '已批准待派发',
    dispatched: '已派发处理中',
    open: '进行中，无人跟进',
    taken: '跟进中',
    ended: '已结束',
    solved: '已解决',
    'false-alarm': '误报',
  },
  kinds: { promise: '承诺', dropped: '断线回拨', 'return-visit': '回访', other: '提醒' },
  customers: (count) => `${count} 位客户`,
  separator: '：',
}

const zhHant: HandoverTexts = {
  title: (shift) => `交接班紀錄：${shift}`,
  period: '班次時間',
  state: { draft: '草稿，未簽名', handed: '交班人已簽名，待接班', taken: '雙方已簽名' },
  draftedAt: '系統內容截至',
  outgoing: '交班人',
  incoming: '接班人',
  notSigned: '未簽名',
  nothing: '無',
  note: '說明',
  sections: {
    unfinished: '未完成事項',
    special: '特殊顧客與疑難工單',
    anomalies: '系統與流程異常',
    notices: '重要通知',
    log: '值班日誌',
  },
  facts: {
    background: '背景',
    progress: '已做處理',
    'next-step': '後續建議',
    promise: '對顧客的承諾',
    state: '狀態',
    type: '類型',
    department: '部門',
    urgency: '緊急程度',
    deadline: '期限',
    due: '應回覆時間',
    kind: '事項',
    since: '開始時間',
    until: '結束時間',
    scope: '影響範圍',
    cue: '顧客原話',
    'taken-by': '負責人',
    reopened: '重開次數',
    count: '數量',
  },
  counts: {
    'conversations-opened': '新接對話',
    'conversations-closed': '結束對話',
    'tickets-approved': '核准工單',
    'tickets-closed': '結案工單',
    'follow-ups-done': '完成回訪與承諾',
    'warnings-raised': '預警',
  },
  states: {
    draft: '草稿待核對',
    edited: '已修改待核准',
    approved: '已核准待派送',
    dispatched: '已派送處理中',
    open: '進行中，無人負責',
    taken: '處理中',
    ended: '已結束',
    solved: '已解決',
    'false-alarm': '誤報',
  },
  kinds: { promise: '承諾', dropped: '斷線回撥', 'return-visit': '回訪', other: '提醒' },
  customers: (count) => `${count} 位顧客`,
  separator: '：',
}

const en: HandoverTexts = {
  title: (shift) => `Shift handover: ${shift}`,
  period: 'Shift',
  state: {
    draft: 'Draft, not signed',
    handed: 'Signed by the outgoing shift',
    taken: 'Signed by both shifts',
  },
  draftedAt: 'What the system knows, as of',
  outgoing: 'Outgoing',
  incoming: 'Incoming',
  notSigned: 'not signed',
  nothing: 'None',
  note: 'Note',
  sections: {
    unfinished: 'Unfinished items',
    special: 'Special customers and hard tickets',
    anomalies: 'System and process anomalies',
    notices: 'Important notices',
    log: 'Duty log',
  },
  facts: {
    background: 'Background',
    progress: 'Done so far',
    'next-step': 'Next step',
    promise: 'Promised to the customer',
    state: 'State',
    type: 'Type',
    department: 'Department',
    urgency: 'Urgency',
    deadline: 'Deadline',
    due: 'Due',
    kind: 'Kind',
    since: 'Since',
    until: 'Until',
    scope: 'Scope',
    cue: 'In the customer’s words',
    'taken-by': 'Seen to by',
    reopened: 'Times reopened',
    count: 'Number',
  },
  counts: {
    'conversations-opened': 'Conversations opened',
    'conversations-closed': 'Conversations closed',
    'tickets-approved': 'Tickets approved',
    'tickets-closed': 'Tickets closed',
    'follow-ups-done': 'Follow-ups done',
    'warnings-raised': 'Early warnings',
  },
  states: {
    draft: 'draft to be checked',
    edited: 'edited, to be approved',
    approved: 'approved, to be dispatched',
    dispatched: 'with the department',
    open: 'going on, nobody sees to it',
    taken: 'being seen to',
    ended: 'over',
    solved: 'solved',
    'false-alarm': 'false alarm',
  },
  kinds: {
    promise: 'promise',
    dropped: 'call back after a lost line',
    'return-visit': 'return visit',
    other: 'reminder',
  },
  customers: (count) => (count === '1' ? '1 customer' : `${count} customers`),
  separator: ': ',
}

/** What the print of a handover says. */
export const HANDOVER_TEXTS: Record<Lang, HandoverTexts> = {
  'zh-Hans': zhHans,
  'zh-Hant': zhHant,
  en,
}
