/**
 * Terms are stored as numbers: a hash of the view they belong to and their text. Among a million terms about one
 * in a thousand shares its number with another, and a query's own terms practically never do; in exchange there is
 * no dictionary to fill, and 4 bytes instead of 10 per posting. pgvector's sparse vectors end at a billion, so does this.
 */
export const KEY_SPACE = 1_000_000_000

/**
 * The views of a chunk. `word` is everything a reader sees (title, headings, text); the `title-` views are
 * title, headings and `asks` alone, each way of asking by itself.
 */
export const VIEWS = {
  word: 'w',
  titleWord: 'W',
  character: 'c',
  bigram: 'b',
  fragment: 'f',
  pair: 'p',
  titleBigram: 'B',
  titleFragment: 'F',
  titlePair: 'P',
} as const
export type View = keyof typeof VIEWS

/** Whether what is seen in this view has postings; the others are features, which only rescore. */
export function isTermView(view: View): boolean {
  return view === 'word' || view === 'titleWord'
}

/** 1 … KEY_SPACE, the same on every machine: it is stored. */
export function termKey(view: View, term: string): number {
  // FNV-1a over UTF-16 units, then the finalizer of MurmurHash3 so that all bits matter.
  let hash = Math.imul(0x811c9dc5 ^ VIEWS[view].charCodeAt(0), 0x01000193)
  for (let i = 0; i < term.length; i++) hash = Math.imul(hash ^ term.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  hash = (hash ^ (hash >>> 16)) >>> 0
  return (hash % KEY_SPACE) + 1
}
