import type { Lang } from '../../text/types.ts'
import type { GateName } from './gates.ts'
import type {
  AnswerChangeKind,
  ClassChange,
  Disclosure,
  HeldBack,
  QuestionSource,
} from './types.ts'

/** The words of a report, in the languages of the product. */
export type DiffTexts = {
  title: string
  lead: (questions: string, at: string) => string
  base: string
  head: string
  workTree: string
  mergeBase: (asked: string, used: string, behind: number) => string
  nothingToAsk: (at: string) => string
  nothingChanged: string
  gates: string
  gateOk: string
  gateFailed: string
  gateNames: Record<GateName, string>
  limit: string
  found: string
  answers: string
  kinds: Record<AnswerChangeKind, string>
  question: string
  sameChange: (count: string) => string
  before: string
  after: string
  noReply: string
  disclosures: string
  disclosuresLead: string
  notApproved: (count: string) => string
  open: string
  approvedBy: (name: string) => string
  approveHint: (command: string) => string
  why: Record<Disclosure['why'], string>
  was: Record<HeldBack, string>
  instead: string
  atOnce: string
  from: (at: string) => string
  until: (at: string) => string
  meant: (from: string, before: string) => string
  phrase: string
  withdrawals: string
  classes: string
  fields: Record<ClassChange['field'], string>
  none: string
  contracts: string
  asksBroken: string
  asksMended: string
  mustNotBroken: string
  mustNotMended: string
  guidance: (count: string) => string
  flaws: string
  more: (count: string) => string
  withheld: (count: string) => string
  sources: Record<QuestionSource['kind'], string>
  at: string
}

const EN: DiffTexts = {
  title: 'What customers will be told differently',
  lead: (questions, at) => `${questions} known questions, asked as of ${at}`,
  base: 'Base',
  head: 'Head',
  workTree: 'work tree',
  mergeBase: (asked, used, behind) =>
    `${asked} has ${behind} ${behind === 1 ? 'commit' : 'commits'} that this branch lacks; compared with ${used}, where they parted.`,
  nothingToAsk: (at) =>
    `As of ${at}, nothing that an answer follows from differs: no answer changes.`,
  nothingChanged: 'Customers are told the same as before.',
  gates: 'Checks',
  gateOk: 'passed',
  gateFailed: 'failed',
  gateNames: {
    'lost-answers': 'Lost answers',
    'changed-outcomes': 'Changed outcomes',
    'changed-answers': 'Changed answers',
    'unsigned-disclosures': 'Disclosures not approved',
    'unsigned-releases': 'Released text not approved',
    'broken-contracts': 'Broken promises of articles',
    'changed-classes': 'Questions sorted differently',
    flaws: 'Faulty files',
  },
  limit: 'allowed',
  found: 'found',
  answers: 'Changed answers',
  kinds: {
    lost: 'No longer answered',
    gained: 'Answered for the first time',
    outcome: 'Another outcome',
    text: 'Another wording',
  },
  question: 'Question',
  sameChange: (count) => `the same change in ${count} answers`,
  before: 'Before',
  after: 'After',
  noReply: '(nothing)',
  disclosures: 'Newly disclosed',
  disclosuresLead: 'Text that customers can now be told and could not be told before.',
  notApproved: (count) => `${count} not approved`,
  open: 'not approved',
  approvedBy: (name) => `approved by ${name}`,
  approveHint: (command) => `A release manager approves them with ${command} and commits the file.`,
  why: { released: 'released', new: 'new', reworded: 'reworded' },
  was: {
    embargo: 'was under embargo',
    expired: 'had expired',
    agent: 'was for agents only',
    internal: 'was internal',
    'not-published': 'was not published',
  },
  instead: 'before',
  atOnce: 'at once',
  from: (at) => `from ${at}`,
  until: (at) => `until ${at}`,
  meant: (from, before) => `${from}, not only from ${before}`,
  phrase: 'set phrase',
  withdrawals: 'No longer told',
  classes: 'Sorted differently',
  fields: {
    type: 'Type',
    module: 'Module',
    department: 'Department',
    urgency: 'Urgency',
    priority: 'Priority',
    warnings: 'Early warning',
  },
  none: 'none',
  contracts: 'Promises of articles',
  asksBroken: 'no longer answered from the article that lists it',
  asksMended: 'now answered from the article that lists it',
  mustNotBroken: 'now answered from an article that must not be used for it',
  mustNotMended: 'no longer answered from an article that must not be used for it',
  guidance: (count) => `Notes for agents change beside ${count} answers.`,
  flaws: 'Faulty files',
  more: (count) => `and ${count} more`,
  withheld: (count) =>
    `${count} entries are left out here because customers may not be told them yet. The report for editors has them.`,
  sources: {
    ask: 'asks of an article',
    'must-not': 'must_not of an article',
    sample: 'sample conversation',
    recorded: 'asked by customers',
    file: 'question file',
  },
  at: 'asked as of',
}

const ZH_HANS: DiffTexts = {
  title: '客户将听到哪些不同',
  lead: (questions, at) => `共 ${questions} 个已知问题，按 ${at} 提问`,
  base: '改动前',
  head: '改动后',
  workTree: '工作区',
  mergeBase: (asked, used, behind) =>
    `${asked} 上有 ${behind} 个提交尚未并入本分支，因此与分叉处 ${used} 比较。`,
  nothingToAsk: (at) => `按 ${at} 来看，答复所依据的内容没有变化，答复不变。`,
  nothingChanged: '客户听到的内容没有变化。',
  gates: '检查项',
  gateOk: '通过',
  gateFailed: '未通过',
  gateNames: {
    'lost-answers': '失去答复的问题',
    'changed-outcomes': '结果有变的问题',
    'changed-answers': '有变化的答复',
    'unsigned-disclosures': '未经批准的新公开内容',
    'unsigned-releases': '未经批准的解禁内容',
    'broken-contracts': '未兑现的相似问约定',
    'changed-classes': '分类有变的问题',
    flaws: '有错误的文件',
  },
  limit: '允许',
  found: '实际',
  answers: '答复变化',
  kinds: { lost: '不再有答复', gained: '新增答复', outcome: '结果有变', text: '措辞有变' },
  question: '问题',
  sameChange: (count) => `${count} 个答复有同样的变化`,
  before: '改动前',
  after: '改动后',
  noReply: '（无）',
  disclosures: '新公开的内容',
  disclosuresLead: '以前不能告诉客户、现在可以告诉客户的内容。',
  notApproved: (count) => `${count} 条未批准`,
  open: '未批准',
  approvedBy: (name) => `${name} 已批准`,
  approveHint: (command) => `发布负责人用 ${command} 批准，并提交生成的文件。`,
  why: { released: '解禁', new: '新增', reworded: '改写' },
  was: {
    embargo: '原为未到公开时间',
    expired: '原已过期',
    agent: '原仅限坐席',
    internal: '原为内部内容',
    'not-published': '原未发布',
  },
  instead: '原文',
  atOnce: '立即',
  from: (at) => `${at} 起`,
  until: (at) => `至 ${at}`,
  meant: (from, before) => `${from}（原定 ${before}）`,
  phrase: '话术',
  withdrawals: '不再告诉客户的内容',
  classes: '分类变化',
  fields: {
    type: '类型',
    module: '业务模块',
    department: '部门',
    urgency: '紧急程度',
    priority: '优先级',
    warnings: '预警',
  },
  none: '无',
  contracts: '相似问约定',
  asksBroken: '不再由列出该问题的文章答复',
  asksMended: '改由列出该问题的文章答复',
  mustNotBroken: '现由不应使用的文章答复',
  mustNotMended: '不再由不应使用的文章答复',
  guidance: (count) => `另有 ${count} 个答复旁的坐席提示有变化。`,
  flaws: '有错误的文件',
  more: (count) => `另有 ${count} 条`,
  withheld: (count) => `有 ${count} 条因尚不能告诉客户而未在此列出，详见编辑用的完整报告。`,
  sources: {
    ask: '文章的相似问',
    'must-not': '文章的禁用问法',
    sample: '示例对话',
    recorded: '客户真实提问',
    file: '问题文件',
  },
  at: '提问时点',
}

const ZH_HANT: DiffTexts = {
  title: '客戶將聽到哪些不同',
  lead: (questions, at) => `共 ${questions} 個已知問題，以 ${at} 提問`,
  base: '修改前',
  head: '修改後',
  workTree: '工作目錄',
  mergeBase: (asked, used, behind) =>
    `${asked} 上有 ${behind} 個提交尚未併入本分支，因此與分岔處 ${used} 比較。`,
  nothingToAsk: (at) => `以 ${at} 來看，答覆所依據的內容沒有變動，答覆不變。`,
  nothingChanged: '客戶聽到的內容沒有變動。',
  gates: '檢查項目',
  gateOk: '通過',
  gateFailed: '未通過',
  gateNames: {
    'lost-answers': '失去答覆的問題',
    'changed-outcomes': '結果有變的問題',
    'changed-answers': '有變動的答覆',
    'unsigned-disclosures': '未經核准的新公開內容',
    'unsigned-releases': '未經核准的解禁內容',
    'broken-contracts': '未兌現的相似問約定',
    'changed-classes': '分類有變的問題',
    flaws: '有錯誤的檔案',
  },
  limit: '允許',
  found: '實際',
  answers: '答覆變動',
  kinds: { lost: '不再有答覆', gained: '新增答覆', outcome: '結果有變', text: '用語有變' },
  question: '問題',
  sameChange: (count) => `${count} 個答覆有相同的變動`,
  before: '修改前',
  after: '修改後',
  noReply: '（無）',
  disclosures: '新公開的內容',
  disclosuresLead: '先前不能告訴客戶、現在可以告訴客戶的內容。',
  notApproved: (count) => `${count} 則未核准`,
  open: '未核准',
  approvedBy: (name) => `${name} 已核准`,
  approveHint: (command) => `發布負責人以 ${command} 核准，並提交產生的檔案。`,
  why: { released: '解禁', new: '新增', reworded: '改寫' },
  was: {
    embargo: '原本尚未到公開時間',
    expired: '原本已過期',
    agent: '原本僅供客服人員',
    internal: '原本為內部內容',
    'not-published': '原本未發布',
  },
  instead: '原文',
  atOnce: '立即',
  from: (at) => `${at} 起`,
  until: (at) => `至 ${at}`,
  meant: (from, before) => `${from}（原訂 ${before}）`,
  phrase: '話術',
  withdrawals: '不再告訴客戶的內容',
  classes: '分類變動',
  fields: {
    type: '類型',
    module: '業務模組',
    department: '部門',
    urgency: '緊急程度',
    priority: '優先順序',
    warnings: '預警',
  },
  none: '無',
  contracts: '相似問約定',
  asksBroken: '不再由列出該問題的文章答覆',
  asksMended: '改由列出該問題的文章答覆',
  mustNotBroken: '現由不應使用的文章答覆',
  mustNotMended: '不再由不應使用的文章答覆',
  guidance: (count) => `另有 ${count} 個答覆旁的客服提示有變動。`,
  flaws: '有錯誤的檔案',
  more: (count) => `另有 ${count} 則`,
  withheld: (count) => `有 ${count} 則因尚不能告訴客戶而未在此列出，詳見編輯用的完整報告。`,
  sources: {
    ask: '文章的相似問',
    'must-not': '文章的禁用問法',
    sample: '範例對話',
    recorded: '客戶真實提問',
    file: '問題檔案',
  },
  at: '提問時點',
}

export const DIFF_TEXTS: Record<Lang, DiffTexts> = {
  'zh-Hans': ZH_HANS,
  'zh-Hant': ZH_HANT,
  en: EN,
}
