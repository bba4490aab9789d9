export {
  type HistoryRow,
  joinHistory,
  type ServedAt,
  servedAt,
  type Witness,
} from './article-history.ts'
export { type ArticleVersion, articleVersions } from './article-versions.ts'
export { openPast, type PastKnowledge, type PastOptions } from './past-knowledge.ts'
export { commitAt, findRepository, type Repository, resolveRevision } from './repository.ts'
export { type ToldOnce, toldFromAudit } from './told-from-audit.ts'
