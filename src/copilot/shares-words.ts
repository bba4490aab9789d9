import { isStopWord } from '../retrieval/stop-words.ts'
import { foldText } from '../text/fold.ts'
import { tokenize } from '../text/tokens.ts'

/** Of the words that say what a question is about, an article that answers it has at least this share. */
const SHARED = 0.3
/** Fewer words than this leave nothing to take a share of. */
const FEWEST = 3

/**
 * Whether an article has enough of the words that say what a question is about. A question whose frame alone is
 * found, "when does … start, what are the rewards", is about something else. `article`: all that customers may
 * read of it, asks included.
 */
export function sharesWords(question: string, article: string, least = SHARED): boolean {
  const asked = [...new Set(tokenize(question).words)].filter((word) => !isStopWord(word))
  if (asked.length < FEWEST) return true
  const folded = foldText(article)
  const known = new Set(tokenize(article).words)
  const shared = asked.filter(
    (word) => known.has(word) || (/\p{Script=Han}/u.test(word) && folded.includes(word)),
  )
  return shared.length >= asked.length * least
}
