/**
 * Sets that nothing is fitted on, and why. They are measured all the same. Where judgements are so incomplete that a question
 * without its judged articles still has an answer in the corpus, or where the first passage is hardly ever
 * right, they would teach that a good fit is none.
 */
export const UNFIT_SETS: Readonly<Record<string, string>> = {
  'afqmc-faq':
    'most duplicates of a question were never judged: without the judged ones it is still answered',
  'rgb-en-fact': 'snippets on one subject: without the judged ones others still give the answer',
  'rgb-zh-fact': 'snippets on one subject: without the judged ones others still give the answer',
  'dstc11-val':
    'reviews of one line, hundreds on the same matter: the first passage is rarely a judged one',
  'zh-docs-faq': 'too few questions, and the first passage is rarely a judged one',
}

export function isFitSet(set: string): boolean {
  return !(set in UNFIT_SETS)
}
