import { type FileRule, finding } from '../file-view.ts'
import { questionKey } from '../question-key.ts'

/** A question that the article both claims and turns away. */
export const askContradicts: FileRule = ({ path, head, places }) => {
  if (!head) return []
  const claimed = new Map(head.asks.map((ask, index) => [questionKey(ask), index]))
  return head.mustNot.flatMap(({ ask }, index) => {
    const other = claimed.get(questionKey(ask))
    if (other === undefined) return []
    const at = places[`must_not.${index}`] ?? { line: 1, column: 1 }
    const message = `“${ask}” stands under \`asks\` too.`
    const also = places[`asks.${other}`] ?? { line: 1, column: 1 }
    return [
      finding('ask-contradicts', path, at, message, {
        related: [{ file: path, ...also, quote: head.asks[other]!, isHidden: false }],
      }),
    ]
  })
}
