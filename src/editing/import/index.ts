export {
  IMPORT_KINDS,
  type ImportKind,
  type ImportReport,
  importArticles,
} from './import-articles.ts'
export type { ImportedArticle } from './types.ts'
