export { MAX_TOKENS } from './chunk-markdown.ts'
export { type Compilation, compileArticle } from './compile-article.ts'
export { compileForeign, compileText, idFromPath } from './compile-foreign.ts'
export { countTokens } from './count-tokens.ts'
export { findShared, fingerprint } from './fingerprint.ts'
export { hasErrors } from './flaws.ts'
export type {
  Article,
  ArticlePart,
  Audience,
  Chunk,
  Flaw,
  FrontMatter,
  State,
  Store,
} from './types.ts'
export { AUDIENCES, STATES, STORES } from './types.ts'
