export { type FileFacets, type FileFilter, listFiles, readEpoch, readFacets } from './list-files.ts'
export { type PreviewOptions, previewArticle } from './preview-article.ts'
export { readUsage } from './read-usage.ts'
export { changesFor, seenBy, withheldFrom } from './seen-by.ts'
export {
  type FileHead,
  type FileOutcome,
  OUTCOMES,
  type Preview,
  type PreviewPart,
  type Usage,
  VIEWERS,
  type Viewer,
} from './types.ts'
