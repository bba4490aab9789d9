import type { Widen } from './widen.ts'

/** What the panel says of a conversation's class in Simplified Chinese; the shape the other two fill. */
export const classesZhHans = {
  title: '分类',
  none: '还没有分类，客户说出问题后自动判断',
  unknown: '未定',
  urgent: '紧急求助',
  correct: '更正分类',
  field: {
    type: '工单类型',
    module: '业务模块',
    department: '处理部门',
    urgency: '紧急程度',
    priority: '优先级',
    sentiment: '情绪',
  },
  sentiments: { negative: '负面', neutral: '平静', positive: '正面' },
  from: (turns: string) => `依据第 ${turns} 句`,
  instead: '应该是',
  nextField: '下一项',
  isConfirmed: '人工确认',
  isDoubtful: '把握小',
  corrected: (field: string, value: string) => `${field}已改为“${value}”，下次会判断得更准。`,
  failed: '没有改成，请再试一次。',
}

type ClassTexts = Widen<typeof classesZhHans>

export const classesZhHant: ClassTexts = {
  title: '分類',
  none: '還沒有分類，顧客說出問題後自動判斷',
  unknown: '未定',
  urgent: '緊急求助',
  correct: '更正分類',
  field: {
    type: '工單類型',
    module: '業務模組',
    department: '處理部門',
    urgency: '緊急程度',
    priority: '優先順序',
    sentiment: '情緒',
  },
  sentiments: { negative: '負面', neutral: '平靜', positive: '正面' },
  from: (turns) => `依據第 ${turns} 句`,
  instead: '應該是',
  nextField: '下一項',
  isConfirmed: '人工確認',
  isDoubtful: '把握小',
  corrected: (field, value) => `${field}已改為「${value}」，下次會判斷得更準。`,
  failed: '沒有改成，請再試一次。',
}

export const classesEn: ClassTexts = {
  title: 'Class',
  none: 'Not classified yet; comes once the problem is told',
  unknown: 'unknown',
  urgent: 'Call for help',
  correct: 'Correct the class',
  field: {
    type: 'Type',
    module: 'Module',
    department: 'Department',
    urgency: 'Urgency',
    priority: 'Priority',
    sentiment: 'Sentiment',
  },
  sentiments: { negative: 'negative', neutral: 'calm', positive: 'positive' },
  from: (turns) => `read from turn ${turns}`,
  instead: 'It should be',
  nextField: 'Next field',
  isConfirmed: 'confirmed',
  isDoubtful: 'not sure',
  corrected: (field, value) => `${field} is now “${value}”; it learns from that.`,
  failed: 'Not changed. Try again.',
}
