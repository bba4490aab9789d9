import type { ArticlePreview, Gap, KnowledgeFile } from '../../http/api-types.ts'
import type { Lang } from '../messages/languages.ts'

type Viewer = ArticlePreview['as']
type Withheld = ArticlePreview['withheld'][number]['why']
type Reason = 'wrong-article' | 'wrong-answer' | 'out-of-date'

/** Every text of the knowledge page, which is fetched with it. */
export type KnowledgeTexts = {
  title: string
  tabs: { articles: string; gaps: (count: number | null) => string }
  forbidden: string
  failed: string
  loading: string
  retry: string
  emptyBase: string
  search: string
  module: string
  owner: string
  audience: string
  state: string
  all: string
  onlyStale: string
  clear: string
  found: (count: number, hasMore: boolean) => string
  noneFound: string
  outcomes: Record<KnowledgeFile['outcome'], string>
  stale: string
  waiting: string
  expired: string
  flaws: (count: number) => string
  allowed: string
  untitled: string
  choose: string
  backToList: string
  viewers: Record<Viewer, string>
  viewer: string
  now: string
  instant: string
  /** Null: now. */
  told: Record<Viewer, (when: string | null) => string>
  changes: string
  nothingThen: Record<Viewer, string>
  notServed: Record<'draft' | 'archived' | 'refused', string>
  kept: string
  withheld: (count: number) => string
  why: Record<Withheld, string>
  from: (when: string) => string
  until: (when: string) => string
  facts: string
  file: string
  reviewBy: string
  nobody: string
  chunks: (count: number) => string
  chunksHint: string
  chunk: (at: number, line: number, characters: number) => string
  standardReply: string
  asks: string
  noAsks: string
  mustNot: string
  asked: string
  nothingAsked: string
  times: (count: number) => string
  usage: string
  served: (count: number) => string
  accepted: (count: number) => string
  rejected: (count: number) => string
  usageDays: string
  gone: string
  gapsSince: string
  days: (days: number) => string
  noGaps: string
  conversations: (count: number) => string
  faults: Record<keyof Gap['faults'], (count: number) => string>
  also: string
  near: string
  noNear: string
  remedies: Record<Gap['remedy']['kind'], string>
  reasons: Record<Reason, string>
  copyLines: string
  copySkeleton: string
  copied: string
  notCopied: string
  skeleton: string
  answeredSince: string
  at: string
}

const zhHans: KnowledgeTexts = {
  title: '知识维护',
  tabs: { articles: '文章', gaps: (count) => (count === null ? '知识缺口' : `知识缺口 ${count}`) },
  forbidden: '知识维护页面仅限编辑使用，请用编辑的密钥登录。',
  failed: '没有取到数据，请再试一次。',
  loading: '正在读取…',
  retry: '再试一次',
  emptyBase: '知识库里还没有文章。在 knowledge/articles 下放一个 .md 文件，再运行 sidecue index。',
  search: '搜索标题、编号或文件',
  module: '业务模块',
  owner: '负责人',
  audience: '可见范围',
  state: '状态',
  all: '全部',
  onlyStale: '仅看待复核',
  clear: '清除条件',
  found: (count, hasMore) => (hasMore ? `前 ${count} 篇，请缩小范围` : `${count} 篇`),
  noneFound: '没有符合条件的文章。换个说法，或清除条件。',
  outcomes: {
    served: '使用中',
    kept: '沿用旧版',
    draft: '草稿',
    archived: '已归档',
    refused: '有误未生效',
  },
  stale: '待复核',
  waiting: '未到发布时间',
  expired: '已失效',
  flaws: (count) => `${count} 处提示`,
  allowed: '应为：',
  untitled: '（没有标题）',
  choose: '从左侧选一篇文章，看客户、坐席和组长现在或指定时间能看到什么。',
  backToList: '返回列表',
  viewers: { customer: '客户', agent: '坐席', lead: '组长' },
  viewer: '以谁的身份看',
  now: '现在',
  instant: '指定时间',
  told: {
    customer: (when) => `${when === null ? '现在' : `${when} `}可以告知客户的内容`,
    agent: (when) => `${when === null ? '现在' : `${when} `}坐席能看到的内容`,
    lead: (when) => `${when === null ? '现在' : `${when} `}组长能看到的内容`,
  },
  changes: '内容会变的时间',
  nothingThen: {
    customer: '此时不会告知客户任何内容，如同这篇文章不存在。',
    agent: '此时坐席看不到这篇文章。',
    lead: '此时组长看不到这篇文章。',
  },
  notServed: {
    draft:
      '这是草稿，尚未生效：以下是文件现在的内容，任何人都还看不到。将 state 改为 published 后生效。',
    archived: '这篇文章已归档：以下是文件现在的内容，任何人都看不到。',
    refused: '文件有误，没有生效。请按下面的提示修改后保存。',
  },
  kept: '新版文件有误，目前沿用上一版。请按下面的提示修改。',
  withheld: (count) => `另有 ${count} 段此时看不到`,
  why: { audience: '不在可见范围', 'not-released': '未到发布时间', expired: '已失效' },
  from: (when) => `${when} 起`,
  until: (when) => `至 ${when}`,
  facts: '文章信息',
  file: '文件',
  reviewBy: '复核日期',
  nobody: '未指定',
  chunks: (count) => `检索片段（${count}）`,
  chunksHint: '检索以片段为单位，引用也指向片段。',
  chunk: (at, line, characters) => `第 ${at} 段 · 第 ${line} 行起 · ${characters} 字符`,
  standardReply: '标准答复',
  asks: '相似问（asks）',
  noAsks: '还没有相似问。写上客户常用的问法，检索更准，也会逐条检验。',
  mustNot: '不应回答的问题（must_not）',
  asked: '实际问到它的问题',
  nothingAsked: '最近 30 天没有会话用到这篇文章。',
  times: (count) => `${count} 次会话`,
  usage: '最近 30 天',
  served: (count) => `建议 ${count} 次`,
  accepted: (count) => `采用 ${count}`,
  rejected: (count) => `未采用 ${count}`,
  usageDays: '含修改后采用；未采用只计明确否定的。',
  gone: '这篇文章已不在知识库中。',
  gapsSince: '统计范围',
  days: (days) => `最近 ${days} 天`,
  noGaps: '这段时间没有答不上来的问题。可以把统计范围放长一些。',
  conversations: (count) => `${count} 次会话`,
  faults: {
    unanswered: (count) => `无答案 ${count}`,
    rejected: (count) => `被否定 ${count}`,
    edited: (count) => `大幅改写 ${count}`,
  },
  also: '其他问法',
  near: '最接近的文章',
  noNear: '没有接近的文章',
  remedies: {
    asks: '已有文章可答，建议补充相似问',
    revise: '答复不合适，建议检查这篇文章',
    new: '没有文章可答，建议新写一篇',
  },
  reasons: { 'wrong-article': '文章不对', 'wrong-answer': '答案不对', 'out-of-date': '已过时' },
  copyLines: '复制相似问',
  copySkeleton: '复制文章骨架',
  copied: '已复制',
  notCopied: '浏览器不允许复制，请手动选取。',
  skeleton: '文章骨架',
  answeredSince: '后来已有答案',
  at: '时间',
}

const zhHant: KnowledgeTexts = {
  title: '知識維護',
  tabs: { articles: '文章', gaps: (count) => (count === null ? '知識缺口' : `知識缺口 ${count}`) },
  forbidden: '知識維護頁面僅限編輯使用，請以編輯的金鑰登入。',
  failed: '沒有取得資料，請再試一次。',
  loading: '正在讀取…',
  retry: '再試一次',
  emptyBase: '知識庫裡還沒有文章。在 knowledge/articles 下放一個 .md 檔案，再執行 sidecue index。',
  search: '搜尋標題、編號或檔案',
  module: '業務模組',
  owner: '負責人',
  audience: '可見範圍',
  state: '狀態',
  all: '全部',
  onlyStale: '只看待複核',
  clear: '清除條件',
  found: (count, hasMore) => (hasMore ? `前 ${count} 篇，請縮小範圍` : `${count} 篇`),
  noneFound: '沒有符合條件的文章。換個說法，或清除條件。',
  outcomes: {
    served: '使用中',
    kept: '沿用舊版',
    draft: '草稿',
    archived: '已封存',
    refused: '有誤未生效',
  },
  stale: '待複核',
  waiting: '未到發布時間',
  expired: '已失效',
  flaws: (count) => `${count} 處提示`,
  allowed: '應為：',
  untitled: '（沒有標題）',
  choose: '從左側選一篇文章，看顧客、客服和組長現在或指定時間能看到什麼。',
  backToList: '返回列表',
  viewers: { customer: '顧客', agent: '客服', lead: '組長' },
  viewer: '以誰的身分檢視',
  now: '現在',
  instant: '指定時間',
  told: {
    customer: (when) => `${when === null ? '現在' : `${when} `}可以告知顧客的內容`,
    agent: (when) => `${when === null ? '現在' : `${when} `}客服能看到的內容`,
    lead: (when) => `${when === null ? '現在' : `${when} `}組長能看到的內容`,
  },
  changes: '內容會變的時間',
  nothingThen: {
    customer: '此時不會告知顧客任何內容，如同這篇文章不存在。',
    agent: '此時客服看不到這篇文章。',
    lead: '此時組長看不到這篇文章。',
  },
  notServed: {
    draft:
      '這是草稿，尚未生效：以下是檔案目前的內容，任何人都還看不到。將 state 改為 published 後生效。',
    archived: '這篇文章已封存：以下是檔案目前的內容，任何人都看不到。',
    refused: '檔案有誤，沒有生效。請依下面的提示修改後存檔。',
  },
  kept: '新版檔案有誤，目前沿用上一版。請依下面的提示修改。',
  withheld: (count) => `另有 ${count} 段此時看不到`,
  why: { audience: '不在可見範圍', 'not-released': '未到發布時間', expired: '已失效' },
  from: (when) => `${when} 起`,
  until: (when) => `至 ${when}`,
  facts: '文章資訊',
  file: '檔案',
  reviewBy: '複核日期',
  nobody: '未指定',
  chunks: (count) => `檢索片段（${count}）`,
  chunksHint: '檢索以片段為單位，引用也指向片段。',
  chunk: (at, line, characters) => `第 ${at} 段 · 第 ${line} 行起 · ${characters} 字元`,
  standardReply: '標準答覆',
  asks: '相似問（asks）',
  noAsks: '還沒有相似問。寫上顧客常用的問法，檢索更準，也會逐條檢驗。',
  mustNot: '不應回答的問題（must_not）',
  asked: '實際問到它的問題',
  nothingAsked: '最近 30 天沒有對話用到這篇文章。',
  times: (count) => `${count} 次對話`,
  usage: '最近 30 天',
  served: (count) => `建議 ${count} 次`,
  accepted: (count) => `採用 ${count}`,
  rejected: (count) => `未採用 ${count}`,
  usageDays: '含修改後採用；未採用只計明確否定的。',
  gone: '這篇文章已不在知識庫中。',
  gapsSince: '統計範圍',
  days: (days) => `最近 ${days} 天`,
  noGaps: '這段時間沒有答不上來的問題。可以把統計範圍拉長一些。',
  conversations: (count) => `${count} 次對話`,
  faults: {
    unanswered: (count) => `無答案 ${count}`,
    rejected: (count) => `被否定 ${count}`,
    edited: (count) => `大幅改寫 ${count}`,
  },
  also: '其他問法',
  near: '最接近的文章',
  noNear: '沒有接近的文章',
  remedies: {
    asks: '已有文章可答，建議補充相似問',
    revise: '答覆不合適，建議檢查這篇文章',
    new: '沒有文章可答，建議新寫一篇',
  },
  reasons: { 'wrong-article': '文章不對', 'wrong-answer': '答案不對', 'out-of-date': '已過時' },
  copyLines: '複製相似問',
  copySkeleton: '複製文章骨架',
  copied: '已複製',
  notCopied: '瀏覽器不允許複製，請手動選取。',
  skeleton: '文章骨架',
  answeredSince: '後來已有答案',
  at: '時間',
}

const en: KnowledgeTexts = {
  title: 'Knowledge',
  tabs: { articles: 'Articles', gaps: (count) => (count === null ? 'Gaps' : `Gaps ${count}`) },
  forbidden: 'This page is for knowledge editors. Sign in with the key of an editor.',
  failed: 'The server gave no answer. Try again.',
  loading: 'Reading…',
  retry: 'Try again',
  emptyBase:
    'The knowledge base has no articles yet. Put an .md file into knowledge/articles and run sidecue index.',
  search: 'Search by title, id or file',
  module: 'Module',
  owner: 'Owner',
  audience: 'Audience',
  state: 'State',
  all: 'All',
  onlyStale: 'Review overdue only',
  clear: 'Clear filters',
  found: (count, hasMore) =>
    hasMore ? `First ${count}; narrow it down` : count === 1 ? '1 article' : `${count} articles`,
  noneFound: 'No article fits. Search for something else, or clear the filters.',
  outcomes: {
    served: 'Served',
    kept: 'Old version served',
    draft: 'Draft',
    archived: 'Archived',
    refused: 'Faulty, not served',
  },
  stale: 'Review overdue',
  waiting: 'Not released yet',
  expired: 'Expired',
  flaws: (count) => (count === 1 ? '1 finding' : `${count} findings`),
  allowed: 'Allowed: ',
  untitled: '(no title)',
  choose:
    'Choose an article to see what customers, agents and leads get of it, now or at any instant.',
  backToList: 'Back to the list',
  viewers: { customer: 'Customer', agent: 'Agent', lead: 'Lead' },
  viewer: 'Seen as',
  now: 'Now',
  instant: 'At a set time',
  told: {
    customer: (when) => `What customers may be told ${when === null ? 'now' : `at ${when}`}`,
    agent: (when) => `What agents see ${when === null ? 'now' : `at ${when}`}`,
    lead: (when) => `What leads see ${when === null ? 'now' : `at ${when}`}`,
  },
  changes: 'It changes at',
  nothingThen: {
    customer: 'Customers are told nothing of it then, as if the article did not exist.',
    agent: 'Agents do not see this article then.',
    lead: 'Leads do not see this article then.',
  },
  notServed: {
    draft:
      'A draft: this is the file as it stands, and nobody is told any of it. Set state to published to serve it.',
    archived: 'Archived: this is the file as it stands, and nobody is told any of it.',
    refused: 'The file is faulty and not served. Mend what is listed below and save it.',
  },
  kept: 'The new version is faulty, so the one before is still served. Mend what is listed below.',
  withheld: (count) =>
    count === 1 ? '1 passage is not seen then' : `${count} passages are not seen then`,
  why: { audience: 'for others only', 'not-released': 'not released', expired: 'expired' },
  from: (when) => `from ${when}`,
  until: (when) => `until ${when}`,
  facts: 'About the article',
  file: 'File',
  reviewBy: 'Review by',
  nobody: 'not set',
  chunks: (count) => `Passages in the index (${count})`,
  chunksHint: 'Searches find passages, and citations point at them.',
  chunk: (at, line, characters) => `No. ${at} · from line ${line} · ${characters} characters`,
  standardReply: 'Standard reply',
  asks: 'Ways of asking (asks)',
  noAsks:
    'None yet. Add how customers ask for it: it is found more surely, and each line is tested.',
  mustNot: 'Not to be answered with it (must_not)',
  asked: 'What customers had asked',
  nothingAsked: 'No conversation has used this article in the last 30 days.',
  times: (count) => (count === 1 ? '1 conversation' : `${count} conversations`),
  usage: 'Last 30 days',
  served: (count) => `suggested ${count}×`,
  accepted: (count) => `used ${count}`,
  rejected: (count) => `turned down ${count}`,
  usageDays: 'Used also counts edited ones; turned down only what somebody said no to.',
  gone: 'This article is no longer in the knowledge base.',
  gapsSince: 'Period',
  days: (days) => `Last ${days} days`,
  noGaps: 'Nothing was asked in vain in this period. Try a longer one.',
  conversations: (count) => (count === 1 ? '1 conversation' : `${count} conversations`),
  faults: {
    unanswered: (count) => `${count} unanswered`,
    rejected: (count) => `${count} turned down`,
    edited: (count) => `${count} rewritten`,
  },
  also: 'Also asked as',
  near: 'Nearest articles',
  noNear: 'No article is near',
  remedies: {
    asks: 'An article answers it: add these ways of asking',
    revise: 'The answer was not right: look at this article',
    new: 'No article answers it: write one',
  },
  reasons: {
    'wrong-article': 'wrong article',
    'wrong-answer': 'wrong answer',
    'out-of-date': 'out of date',
  },
  copyLines: 'Copy the asks',
  copySkeleton: 'Copy the skeleton',
  copied: 'Copied',
  notCopied: 'The browser does not allow copying; select it by hand.',
  skeleton: 'Skeleton of the article',
  answeredSince: 'Answered by now',
  at: 'Time',
}

export const KNOWLEDGE_TEXTS: Record<Lang, KnowledgeTexts> = {
  'zh-Hans': zhHans,
  'zh-Hant': zhHant,
  en,
}
