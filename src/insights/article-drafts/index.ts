export { type DraftedArticles, type DraftOptions, draftArticles } from './draft-articles.ts'
export { groupCases } from './group-cases.ts'
export type { ArticleDraft, CaseGroup, SolvedCase } from './types.ts'
export { plain, writeDraft } from './write-draft.ts'
