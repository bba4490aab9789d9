import type { Widen } from './widen.ts'

/** What the panel says of looking around in the knowledge base, in Simplified Chinese; the shape the other two fill. */
export const browseZhHans = {
  title: '知识目录',
  open: '知识目录',
  module: '业务模块',
  allModules: '全部模块',
  language: '文章语言',
  empty: '这个模块里没有您能看的文章。换个模块，或用上面的搜索。',
  failed: '目录没有取到，请再试一次。',
  loading: '正在取目录…',
  other: '其他',
  more: '更多',
  count: (count: number) => `${count} 篇`,
  copyPassage: '复制这一段（附出处）',
  source: (title: string, line: number, id: string) => `——《${title}》第 ${line} 行起（${id}）`,
}

type BrowseTexts = Widen<typeof browseZhHans>

export const browseZhHant: BrowseTexts = {
  title: '知識目錄',
  open: '知識目錄',
  module: '業務模組',
  allModules: '全部模組',
  language: '文章語言',
  empty: '這個模組裡沒有您能看的文章。換個模組，或用上面的搜尋。',
  failed: '目錄沒有取到，請再試一次。',
  loading: '正在取目錄…',
  other: '其他',
  more: '更多',
  count: (count) => `${count} 篇`,
  copyPassage: '複製這一段（附出處）',
  source: (title, line, id) => `——《${title}》第 ${line} 行起（${id}）`,
}

export const browseEn: BrowseTexts = {
  title: 'Contents',
  open: 'Browse the knowledge base',
  module: 'Module',
  allModules: 'All modules',
  language: 'Language of the articles',
  empty: 'No articles for you in this module. Try another, or search above.',
  failed: 'The contents did not load. Try again.',
  loading: 'Loading the contents…',
  other: 'Other',
  more: 'More',
  count: (count) => (count === 1 ? '1 article' : `${count} articles`),
  copyPassage: 'Copy this passage with its source',
  source: (title, line, id) => `— “${title}”, from line ${line} (${id})`,
}
