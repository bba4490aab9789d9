import type { Lang } from '../../text/types.ts'
import type { FigureId, Reason } from './types.ts'

/** The words of a report, in the languages of the product. */
export type ReportTexts = {
  title: string
  period: (from: string, to: string, timeZone: string) => string
  madeAt: (at: string) => string
  figure: string
  value: string
  countedFrom: string
  interval: string
  note: string
  p90: (value: string) => string
  day: string
  channel: string
  language: string
  types: string
  modules: string
  count: string
  share: string
  table: string
  none: string
  unknown: string
  figures: Record<FigureId, string>
  reasons: Record<Reason, string>
  channels: Record<string, string>
  units: { second: string; minute: string; hour: string; day: string }
}

const SIMPLIFIED: ReportTexts = {
  title: '运营数据',
  period: (from, to, zone) => `${from} 至 ${to}（${zone}）`,
  madeAt: (at) => `统计时间：${at}`,
  figure: '指标',
  value: '数值',
  countedFrom: '样本数',
  interval: '95% 区间',
  note: '说明',
  p90: (value) => `九成不超过 ${value}`,
  day: '日期',
  channel: '渠道',
  language: '语言',
  types: '咨询类型',
  modules: '业务模块',
  count: '数量',
  share: '占比',
  table: '数据表',
  none: '—',
  unknown: '未识别',
  figures: {
    conversations: '会话量',
    'talk-time': '会话时长（中位数）',
    'handling-time': '处理时长（中位数，含话后）',
    'wrap-up-time': '话后处理时长（中位数）',
    'replies-in-time': '及时回复率',
    'waiting-time': '平均等待回复时长',
    'first-contact-resolution': '首次解决率（已回访）',
    satisfaction: '满意度（1–5 分）',
    complaints: '投诉占比',
    'knowledge-hits': '知识库命中率',
    suggestions: '话术推荐次数',
    'suggestions-accepted': '推荐采纳率',
    'edit-distance': '采纳后改动幅度',
    tickets: '审核通过的工单',
    'tickets-closed': '工单办结率',
    'closing-time': '工单办结时长（中位数）',
    'tickets-overdue': '工单超时率',
    'follow-ups-overdue': '跟进超时率',
    warnings: '预警数',
    'warnings-taken': '预警受理率',
    'warning-reaction': '预警响应时长（中位数）',
    incidents: '群发性情况',
    'incident-notice': '群发发现用时（中位数）',
    'incident-reaction': '群发响应时长（中位数）',
    'answer-rate': '接通率',
    'speed-of-answer': '平均应答速度',
  },
  reasons: {
    'nothing-counted': '本期没有可统计的数据',
    'needs-phone-system': '需要电话系统的数据',
    'no-limit-set': 'desk.yml 未设置回复时限',
    'not-by-this': '不按此维度统计',
  },
  channels: { hotline: '热线', chat: '在线', email: '邮件' },
  units: { second: '秒', minute: '分钟', hour: '小时', day: '天' },
}

const TRADITIONAL: ReportTexts = {
  title: '營運數據',
  period: (from, to, zone) => `${from} 至 ${to}（${zone}）`,
  madeAt: (at) => `統計時間：${at}`,
  figure: '指標',
  value: '數值',
  countedFrom: '樣本數',
  interval: '95% 區間',
  note: '說明',
  p90: (value) => `九成不超過 ${value}`,
  day: '日期',
  channel: '管道',
  language: '語言',
  types: '諮詢類型',
  modules: '業務模組',
  count: '數量',
  share: '佔比',
  table: '資料表',
  none: '—',
  unknown: '未識別',
  figures: {
    conversations: '對話量',
    'talk-time': '對話時長（中位數）',
    'handling-time': '處理時長（中位數，含話後）',
    'wrap-up-time': '話後處理時長（中位數）',
    'replies-in-time': '及時回覆率',
    'waiting-time': '平均等候回覆時間',
    'first-contact-resolution': '首次解決率（已回訪）',
    satisfaction: '滿意度（1–5 分）',
    complaints: '投訴佔比',
    'knowledge-hits': '知識庫命中率',
    suggestions: '話術推薦次數',
    'suggestions-accepted': '推薦採用率',
    'edit-distance': '採用後改動幅度',
    tickets: '審核通過的工單',
    'tickets-closed': '工單結案率',
    'closing-time': '工單結案時間（中位數）',
    'tickets-overdue': '工單逾期率',
    'follow-ups-overdue': '跟進逾期率',
    warnings: '預警數',
    'warnings-taken': '預警受理率',
    'warning-reaction': '預警回應時間（中位數）',
    incidents: '群發性情況',
    'incident-notice': '群發發現用時（中位數）',
    'incident-reaction': '群發回應時間（中位數）',
    'answer-rate': '接通率',
    'speed-of-answer': '平均應答速度',
  },
  reasons: {
    'nothing-counted': '本期沒有可統計的資料',
    'needs-phone-system': '需要電話系統的資料',
    'no-limit-set': 'desk.yml 未設定回覆時限',
    'not-by-this': '不依此維度統計',
  },
  channels: { hotline: '專線', chat: '線上', email: '電子郵件' },
  units: { second: '秒', minute: '分鐘', hour: '小時', day: '天' },
}

const ENGLISH: ReportTexts = {
  title: 'Figures of the desk',
  period: (from, to, zone) => `${from} to ${to} (${zone})`,
  madeAt: (at) => `Counted at ${at}`,
  figure: 'Figure',
  value: 'Value',
  countedFrom: 'Counted from',
  interval: '95 % interval',
  note: 'Note',
  p90: (value) => `nine of ten within ${value}`,
  day: 'Day',
  channel: 'Channel',
  language: 'Language',
  types: 'Question types',
  modules: 'Business modules',
  count: 'Count',
  share: 'Share',
  table: 'As a table',
  none: '–',
  unknown: 'not recognised',
  figures: {
    conversations: 'Conversations',
    'talk-time': 'Talk time (median)',
    'handling-time': 'Handling time with wrap-up (median)',
    'wrap-up-time': 'Wrap-up time (median)',
    'replies-in-time': 'Replies in time',
    'waiting-time': 'Waiting for a reply (mean)',
    'first-contact-resolution': 'Solved at first contact (of those visited)',
    satisfaction: 'Satisfaction (1 to 5)',
    complaints: 'Complaints',
    'knowledge-hits': 'Knowledge hit rate',
    suggestions: 'Turns with a suggestion',
    'suggestions-accepted': 'Suggestions accepted',
    'edit-distance': 'Changed before sending',
    tickets: 'Tickets approved',
    'tickets-closed': 'Tickets closed',
    'closing-time': 'Time to close a ticket (median)',
    'tickets-overdue': 'Tickets overdue',
    'follow-ups-overdue': 'Follow-ups overdue',
    warnings: 'Early warnings',
    'warnings-taken': 'Warnings taken up',
    'warning-reaction': 'Reaction to a warning (median)',
    incidents: 'Mass incidents',
    'incident-notice': 'Time to notice an incident (median)',
    'incident-reaction': 'Reaction to an incident (median)',
    'answer-rate': 'Calls answered',
    'speed-of-answer': 'Speed of answer',
  },
  reasons: {
    'nothing-counted': 'nothing to count in this period',
    'needs-phone-system': 'needs the phone system’s data',
    'no-limit-set': 'desk.yml sets no time to reply within',
    'not-by-this': 'not counted by this',
  },
  channels: { hotline: 'Hotline', chat: 'Chat', email: 'E-mail' },
  units: { second: 's', minute: 'min', hour: 'h', day: 'd' },
}

export const REPORT_TEXTS: Record<Lang, ReportTexts> = {
  'zh-Hans': SIMPLIFIED,
  'zh-Hant': TRADITIONAL,
  en: ENGLISH,
}
