import type { Widen } from './widen.ts'

/** What the panel says of the service flow in Simplified Chinese; the shape the other two fill. */
export const guideZhHans = {
  title: '流程提醒',
  timer: {
    reply: (clock: string) => `${clock} 内回复`,
    remind: (clock: string) => `客户沉默，${clock} 后提醒`,
    close: (clock: string) => `客户沉默，${clock} 后关闭`,
    'call-back': (clock: string) => `断线，${clock} 内回拨`,
  },
  over: {
    reply: (clock: string) => `回复已超时 ${clock}`,
    'call-back': (clock: string) => `回拨已超时 ${clock}`,
  },
  nudge: {
    'reply-due': '快超时了，先稳住客户',
    idle: '客户没有回应',
    upset: '客户有情绪，先安抚',
    'read-back': '请复述确认',
  },
  skipped: (step: string) => `漏了“${step}”`,
  more: (count: number) => `另有 ${count} 项`,
  insert: '填入这句话术',
  incident: (customers: number) =>
    `群发情况：已有 ${customers} 位客户反映同样的问题，请按统一口径答复。`,
  dropped: '连接断了，请按规定回拨；客户回来后接着说即可。',
  passedOn: (to: string) => `已转给 ${to}。`,
  closed: '对话已结束，请核对工单。',
}

type GuideTexts = Widen<typeof guideZhHans>

export const guideZhHant: GuideTexts = {
  title: '流程提醒',
  timer: {
    reply: (clock) => `${clock} 內回覆`,
    remind: (clock) => `顧客沒回應，${clock} 後提醒`,
    close: (clock) => `顧客沒回應，${clock} 後結束`,
    'call-back': (clock) => `斷線，${clock} 內回撥`,
  },
  over: {
    reply: (clock) => `回覆已逾時 ${clock}`,
    'call-back': (clock) => `回撥已逾時 ${clock}`,
  },
  nudge: {
    'reply-due': '快逾時了，先穩住顧客',
    idle: '顧客沒有回應',
    upset: '顧客有情緒，先安撫',
    'read-back': '請複述確認',
  },
  skipped: (step) => `漏了「${step}」`,
  more: (count) => `另有 ${count} 項`,
  insert: '填入這句話術',
  incident: (customers) => `群發狀況：已有 ${customers} 位顧客反映同樣的問題，請依統一說法回覆。`,
  dropped: '連線斷了，請依規定回撥；顧客回來後接著談即可。',
  passedOn: (to) => `已轉給 ${to}。`,
  closed: '對話已結束，請核對工單。',
}

export const guideEn: GuideTexts = {
  title: 'Service reminders',
  timer: {
    reply: (clock) => `Reply in ${clock}`,
    remind: (clock) => `Quiet: remind in ${clock}`,
    close: (clock) => `Quiet: closes in ${clock}`,
    'call-back': (clock) => `Call back in ${clock}`,
  },
  over: {
    reply: (clock) => `Reply late by ${clock}`,
    'call-back': (clock) => `Call-back late by ${clock}`,
  },
  nudge: {
    'reply-due': 'Time is running out: hold the line',
    idle: 'No answer from the customer',
    upset: 'The customer is upset: soothe first',
    'read-back': 'Read back to confirm',
  },
  skipped: (step) => `Skipped “${step}”`,
  more: (count) => `${count} more`,
  insert: 'Insert this phrase',
  incident: (customers) =>
    `Mass incident: ${customers} customers report the same. Keep to the official reply.`,
  dropped: 'The line is lost. Call back; when the customer returns, just go on.',
  passedOn: (to) => `Passed on to ${to}.`,
  closed: 'The conversation is over: review its ticket.',
}
