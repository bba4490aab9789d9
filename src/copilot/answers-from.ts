import type { Lang } from '../text/types.ts'

/** From this confidence on the knowledge base is taken to answer. */
export function answersFrom(_lang: Lang): number {
  return 0.5
}
