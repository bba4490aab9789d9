import type { FigureId } from '../../http/api-types.ts'
import type { Lang } from '../messages/languages.ts'

/** Every text of the figures page, which is fetched with it. */
export type FigureTexts = {
  title: string
  from: string
  to: string
  channel: string
  all: string
  days: (days: number) => string
  loading: string
  failed: string
  retry: string
  forbidden: string
  countedFrom: (n: number) => string
  interval: (low: string, high: string) => string
  p90: (value: string) => string
  table: string
  day: string
  value: string
  note: string
  types: string
  modules: string
  none: string
  unknown: string
  dayByDay: string
  madeAt: (at: string, zone: string) => string
  unknownValue: string
  notKnown: string
  count: string
  figures: Record<FigureId, string>
  reasons: Record<string, string>
  channels: Record<'hotline' | 'chat' | 'email', string>
  units: Record<'second' | 'minute' | 'hour' | 'day', string>
}

const zhHans: FigureTexts = {
  title: '运营数据',
  from: '开始日期',
  to: '结束日期',
  channel: '渠道',
  all: '全部',
  days: (days: number) => `最近 ${days} 天`,
  loading: '正在统计…',
  failed: '没有取到数据：',
  retry: '重试',
  forbidden: '运营数据只对组长和编辑开放，请使用相应的密钥打开本页。',
  countedFrom: (n: number) => `样本 ${n}`,
  interval: (low: string, high: string) => `95% 区间 ${low}–${high}`,
  p90: (value: string) => `九成不超过 ${value}`,
  table: '数据表',
  day: '日期',
  value: '数值',
  note: '说明',
  types: '咨询类型',
  modules: '业务模块',
  none: '本期没有可统计的数据',
  unknown: '未识别',
  dayByDay: '每日走势',
  madeAt: (at: string, zone: string) => `统计于 ${at}，时区 ${zone}`,
  unknownValue: '未知',
  notKnown: '本期无法得出的指标',
  count: '数量',
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

const zhHant: FigureTexts = {
  title: '營運數據',
  from: '開始日期',
  to: '結束日期',
  channel: '管道',
  all: '全部',
  days: (days: number) => `最近 ${days} 天`,
  loading: '正在統計…',
  failed: '沒有取得資料：',
  retry: '重試',
  forbidden: '營運數據只開放給組長與編輯，請使用相應的金鑰開啟本頁。',
  countedFrom: (n: number) => `樣本 ${n}`,
  interval: (low: string, high: string) => `95% 區間 ${low}–${high}`,
  p90: (value: string) => `九成不超過 ${value}`,
  table: '資料表',
  day: '日期',
  value: '數值',
  note: '說明',
  types: '諮詢類型',
  modules: '業務模組',
  none: '本期沒有可統計的資料',
  unknown: '未識別',
  dayByDay: '每日走勢',
  madeAt: (at: string, zone: string) => `統計於 ${at}，時區 ${zone}`,
  unknownValue: '未知',
  notKnown: '本期無法得出的指標',
  count: '數量',
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

const en: FigureTexts = {
  title: 'Figures of the desk',
  from: 'First day',
  to: 'Last day',
  channel: 'Channel',
  all: 'All',
  days: (days: number) => `Last ${days} days`,
  loading: 'Counting…',
  failed: 'No figures: ',
  retry: 'Try again',
  forbidden: 'Figures are for leads and editors. Open this page with a key of one of them.',
  countedFrom: (n: number) => `n = ${n}`,
  interval: (low: string, high: string) => `95 % interval ${low}–${high}`,
  p90: (value: string) => `nine of ten within ${value}`,
  table: 'As a table',
  day: 'Day',
  value: 'Value',
  note: 'Note',
  types: 'Question types',
  modules: 'Business modules',
  none: 'Nothing to count in this period',
  unknown: 'not recognised',
  dayByDay: 'Day by day',
  madeAt: (at: string, zone: string) => `Counted at ${at}, time zone ${zone}`,
  unknownValue: 'not known',
  notKnown: 'Not known in this period',
  count: 'Count',
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

export const FIGURE_TEXTS: Record<Lang, FigureTexts> = { 'zh-Hans': zhHans, 'zh-Hant': zhHant, en }
