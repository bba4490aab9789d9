import type { Lang } from '../messages/languages.ts'
import type { WaitLevel } from './order-rows.ts'

/** Every text of the lead's board, which is fetched with it. */
export type BoardTexts = {
  title: string
  forbidden: string
  loading: string
  retry: string
  lost: string
  signedOut: string
  notDone: string
  conversations: string
  open: string
  waiting: string
  late: string
  openWarnings: string
  overdue: string
  alerts: string
  views: string
  tabs: Record<'conversations' | 'alerts' | 'overdue', string>
  soundOn: string
  soundOff: string
  none: string
  unlisted: (count: number) => string
  level: Record<WaitLevel, string>
  waitingFor: (clock: string) => string
  days: (days: number) => string
  noAgent: string
  dropped: string
  ended: string
  said: Record<'customer' | 'agent', string>
  nothingSaid: string
  hasWarnings: (count: number) => string
  hasIncident: string
  moved: (count: number) => string
  warnings: string
  noWarnings: string
  take: string
  takenAfter: (who: string, clock: string) => string
  look: string
  ago: (clock: string) => string
  turn: (seq: number) => string
  closed: string
  incidents: string
  noIncidents: string
  customers: (count: number, usual: number) => string
  since: (time: string) => string
  latest: (clock: string) => string
  examples: string
  taken: string
  solved: string
  falseAlarm: string
  tickets: string
  noTickets: string
  followUps: string
  noFollowUps: string
  overdueBy: (clock: string) => string
  noProblem: string
  kinds: Record<'promise' | 'dropped' | 'return-visit' | 'other', string>
  roles: Record<string, string>
  detail: string
  closeDetail: string
  choose: string
  gone: string
  openInDesk: string
  notes: string
  noteLabel: string
  noteHint: string
  takeOver: string
  yourName: string
  send: string
  sendTakeOver: string
  sending: string
  sent: string
  takenOver: string
  takenOverBy: (who: string) => string
  notSent: (why: string) => string
  needsName: string
  unreachable: string
}

const zhHans: BoardTexts = {
  title: '组长看板',
  forbidden: '看板只对组长开放。请用组长的密钥打开本页。',
  loading: '正在读取…',
  retry: '立即重连',
  lost: '和服务器的连接断了，正在自动重连。断开期间发生的事会补上。',
  signedOut: '登录已失效，请刷新页面重新登录。',
  notDone: '刚才的操作没有成功，请再试一次。',
  conversations: '进行中的对话',
  open: '进行中',
  waiting: '等待回复',
  late: '已超时限',
  openWarnings: '待受理预警',
  overdue: '逾期事项',
  alerts: '预警与群发',
  views: '看板分区',
  tabs: { conversations: '对话', alerts: '警示', overdue: '逾期' },
  soundOn: '提示音：开',
  soundOff: '提示音：关',
  none: '现在没有进行中的对话。客户一开口，这里就会出现。',
  unlisted: (count) => `另有 ${count} 个对话没有列出。`,
  level: { none: '等客户', waiting: '等待中', near: '将超时', late: '已超时' },
  waitingFor: (clock) => `客户已等 ${clock}`,
  days: (days) => `${days} 天`,
  noAgent: '未指定坐席',
  dropped: '已断线',
  ended: '已结束',
  said: { customer: '客户', agent: '坐席' },
  nothingSaid: '还没有人说话',
  hasWarnings: (count) => `${count} 条待受理预警`,
  hasIncident: '属于群发情况',
  moved: (count) => `顺序有变（${count}），移开后重排`,
  warnings: '预警',
  noWarnings: '没有待受理的预警。',
  take: '受理',
  takenAfter: (who, clock) => `${who} ${clock} 后受理`,
  look: '看对话',
  ago: (clock) => `${clock} 前`,
  turn: (seq) => `第 ${seq} 句`,
  closed: '对话已结束',
  incidents: '群发情况',
  noIncidents: '没有发现群发情况。',
  customers: (count, usual) => `${count} 位客户（平时 ${usual} 位）`,
  since: (time) => `始于 ${time}`,
  latest: (clock) => `最近一次 ${clock} 前`,
  examples: '客户原话',
  taken: '已受理',
  solved: '已解决',
  falseAlarm: '误报',
  tickets: '逾期工单',
  noTickets: '没有逾期工单。',
  followUps: '逾期跟进',
  noFollowUps: '没有逾期的跟进。',
  overdueBy: (clock) => `逾期 ${clock}`,
  noProblem: '未写明问题',
  kinds: { promise: '承诺', dropped: '断线回拨', 'return-visit': '回访', other: '其他' },
  roles: { lead: '组长', agent: '坐席', service: '系统', editor: '编辑' },
  detail: '对话详情',
  closeDetail: '关闭',
  choose: '选一个对话，在这里看实时记录。',
  gone: '这个对话已不存在。',
  openInDesk: '在工作台打开',
  notes: '给坐席的提示',
  noteLabel: '写给坐席',
  noteHint: '客户看不到，也不会进入建议和工单',
  takeOver: '由我接手这个对话',
  yourName: '您的称呼',
  send: '发给坐席',
  sendTakeOver: '接手并告知坐席',
  sending: '正在发送…',
  sent: '坐席已能看到。',
  takenOver: '已由您接手，可以在工作台打开。',
  takenOverBy: (who) => `由${who}接手`,
  notSent: (why) => `没有发出去：${why} 您写的内容还在。`,
  needsName: '接手前请填写您的称呼。',
  unreachable: '连不上服务器。',
}

const zhHant: BoardTexts = {
  title: '組長看板',
  forbidden: '看板只開放給組長。請用組長的金鑰開啟本頁。',
  loading: '正在讀取…',
  retry: '立即重連',
  lost: '與伺服器的連線中斷，正在自動重連。中斷期間發生的事會補上。',
  signedOut: '登入已失效，請重新整理頁面再登入。',
  notDone: '剛才的操作沒有成功，請再試一次。',
  conversations: '進行中的對話',
  open: '進行中',
  waiting: '等候回覆',
  late: '已逾時限',
  openWarnings: '待受理預警',
  overdue: '逾期事項',
  alerts: '預警與群發',
  views: '看板分區',
  tabs: { conversations: '對話', alerts: '警示', overdue: '逾期' },
  soundOn: '提示音：開',
  soundOff: '提示音：關',
  none: '目前沒有進行中的對話。顧客一開口，這裡就會出現。',
  unlisted: (count) => `另有 ${count} 個對話沒有列出。`,
  level: { none: '等顧客', waiting: '等候中', near: '將逾時', late: '已逾時' },
  waitingFor: (clock) => `顧客已等 ${clock}`,
  days: (days) => `${days} 天`,
  noAgent: '未指定客服',
  dropped: '已斷線',
  ended: '已結束',
  said: { customer: '顧客', agent: '客服' },
  nothingSaid: '還沒有人說話',
  hasWarnings: (count) => `${count} 則待受理預警`,
  hasIncident: '屬於群發情況',
  moved: (count) => `順序有變（${count}），移開後重排`,
  warnings: '預警',
  noWarnings: '沒有待受理的預警。',
  take: '受理',
  takenAfter: (who, clock) => `${who} ${clock} 後受理`,
  look: '看對話',
  ago: (clock) => `${clock} 前`,
  turn: (seq) => `第 ${seq} 句`,
  closed: '對話已結束',
  incidents: '群發情況',
  noIncidents: '沒有發現群發情況。',
  customers: (count, usual) => `${count} 位顧客（平時 ${usual} 位）`,
  since: (time) => `始於 ${time}`,
  latest: (clock) => `最近一次 ${clock} 前`,
  examples: '顧客原話',
  taken: '已受理',
  solved: '已解決',
  falseAlarm: '誤報',
  tickets: '逾期工單',
  noTickets: '沒有逾期工單。',
  followUps: '逾期跟進',
  noFollowUps: '沒有逾期的跟進。',
  overdueBy: (clock) => `逾期 ${clock}`,
  noProblem: '未寫明問題',
  kinds: { promise: '承諾', dropped: '斷線回撥', 'return-visit': '回訪', other: '其他' },
  roles: { lead: '組長', agent: '客服', service: '系統', editor: '編輯' },
  detail: '對話詳情',
  closeDetail: '關閉',
  choose: '選一個對話，在這裡看即時記錄。',
  gone: '這個對話已不存在。',
  openInDesk: '在工作台開啟',
  notes: '給客服的提示',
  noteLabel: '寫給客服',
  noteHint: '顧客看不到，也不會進入建議和工單',
  takeOver: '由我接手這個對話',
  yourName: '您的稱呼',
  send: '傳給客服',
  sendTakeOver: '接手並告知客服',
  sending: '正在傳送…',
  sent: '客服已能看到。',
  takenOver: '已由您接手，可以在工作台開啟。',
  takenOverBy: (who) => `由${who}接手`,
  notSent: (why) => `沒有送出：${why} 您寫的內容還在。`,
  needsName: '接手前請填寫您的稱呼。',
  unreachable: '連不上伺服器。',
}

const en: BoardTexts = {
  title: 'Lead’s board',
  forbidden: 'The board is for team leads. Open this page with a lead’s key.',
  loading: 'Loading…',
  retry: 'Retry now',
  lost: 'Lost the server; reconnecting by itself. Nothing that happens meanwhile will be missed.',
  signedOut: 'Your sign-in has ended. Reload the page to sign in again.',
  notDone: 'That did not work. Please try again.',
  conversations: 'Open conversations',
  open: 'Open',
  waiting: 'Waiting',
  late: 'Past the limit',
  openWarnings: 'Warnings to take up',
  overdue: 'Overdue',
  alerts: 'Alerts',
  views: 'Parts of the board',
  tabs: { conversations: 'Talks', alerts: 'Alerts', overdue: 'Overdue' },
  soundOn: 'Sound: on',
  soundOff: 'Sound: off',
  none: 'No conversation is open. One appears as soon as a customer speaks.',
  unlisted: (count) => (count === 1 ? '1 more is not listed.' : `${count} more are not listed.`),
  level: { none: 'customer’s turn', waiting: 'waiting', near: 'nearly late', late: 'late' },
  waitingFor: (clock) => `Waiting ${clock}`,
  days: (days) => `${days} d`,
  noAgent: 'no agent named',
  dropped: 'line lost',
  ended: 'ended',
  said: { customer: 'Customer', agent: 'Agent' },
  nothingSaid: 'Nobody has spoken yet',
  hasWarnings: (count) => (count === 1 ? '1 warning to take up' : `${count} warnings to take up`),
  hasIncident: 'part of a mass incident',
  moved: (count) => `Order has changed (${count}); it is sorted once you leave the list`,
  warnings: 'Early warnings',
  noWarnings: 'No warning to take up.',
  take: 'Take up',
  takenAfter: (who, clock) => `taken up by ${who} after ${clock}`,
  look: 'Open talk',
  ago: (clock) => `${clock} ago`,
  turn: (seq) => `turn ${seq}`,
  closed: 'conversation closed',
  incidents: 'Mass incidents',
  noIncidents: 'No mass incident.',
  customers: (count, usual) => `${count} customers (usually ${usual})`,
  since: (time) => `since ${time}`,
  latest: (clock) => `latest ${clock} ago`,
  examples: 'In customers’ words',
  taken: 'Taken up',
  solved: 'Solved',
  falseAlarm: 'False alarm',
  tickets: 'Overdue tickets',
  noTickets: 'No ticket is overdue.',
  followUps: 'Overdue follow-ups',
  noFollowUps: 'No follow-up is overdue.',
  overdueBy: (clock) => `overdue by ${clock}`,
  noProblem: 'problem not stated',
  kinds: {
    promise: 'Promise',
    dropped: 'Call back',
    'return-visit': 'Return visit',
    other: 'Other',
  },
  roles: { lead: 'lead', agent: 'agent', service: 'system', editor: 'editor' },
  detail: 'Conversation',
  closeDetail: 'Close',
  choose: 'Choose a conversation to follow it here.',
  gone: 'This conversation no longer exists.',
  openInDesk: 'Open in the desk',
  notes: 'Notes to the agent',
  noteLabel: 'Note to the agent',
  noteHint: 'The customer never sees it; it enters no suggestion and no ticket',
  takeOver: 'I take this conversation over',
  yourName: 'Your name',
  send: 'Send to the agent',
  sendTakeOver: 'Take over and tell the agent',
  sending: 'Sending…',
  sent: 'The agent can see it.',
  takenOver: 'It is yours now; open it in the desk.',
  takenOverBy: (who) => `taken over by ${who}`,
  notSent: (why) => `Not sent: ${why} Your text is still here.`,
  needsName: 'Enter your name before taking over.',
  unreachable: 'The server cannot be reached.',
}

export const BOARD_TEXTS: Record<Lang, BoardTexts> = { 'zh-Hans': zhHans, 'zh-Hant': zhHant, en }
