export { type IndexOptions, type IndexReport, indexFolder } from './index-folder.ts'
export {
  type ArticleHead,
  type ArticlePartView,
  type ArticleView,
  type ChunkView,
  listArticles,
  readArticle,
} from './read-articles.ts'
export { readGeneration } from './read-generation.ts'
export { type HiddenText, hiddenVersion, readHiddenText } from './read-hidden-text.ts'
export { sweepWindows } from './sweep-windows.ts'
export { watchFolder } from './watch-folder.ts'
