import { findBlocks } from '../../../articles/find-blocks.ts'
import { headingText } from '../../../articles/heading-text.ts'
import { countTokens, MAX_TOKENS } from '../../../articles/index.ts'
import { type FileRule, finding } from '../file-view.ts'

/** A section of more pieces than this is quoted in parts that do not stand together. */
const MOST_PIECES = 4

/** Sections that are cut into so many pieces that an answer finds only a part of what belongs together. */
export const longSection: FileRule = ({ path, source, bodyStart, lines }) => {
  const body = source.slice(bodyStart)
  if (body.length < MAX_TOKENS) return []
  const { headings } = findBlocks(body)
  const starts = [{ start: 0, text: '' }, ...headings]
  return starts.flatMap(({ start, text }, index) => {
    const end = starts[index + 1]?.start ?? body.length
    if (end - start < MAX_TOKENS) return []
    const tokens = countTokens(body, start, end)
    const pieces = Math.ceil(tokens / MAX_TOKENS)
    if (pieces <= MOST_PIECES) return []
    const name = headingText(text)
    const what = name === '' ? 'The text before the first heading' : `The section “${name}”`
    const message = `${what} is long: it is cut into about ${pieces} pieces, each found by itself.`
    return [
      finding('long-section', path, lines.positionAt(bodyStart + start), message, {
        found: `${Math.round(tokens)} tokens`,
        allowed: `at most ${MOST_PIECES * MAX_TOKENS}`,
      }),
    ]
  })
}
