import { findBlocks } from '../../../articles/find-blocks.ts'
import { headingText } from '../../../articles/heading-text.ts'
import { foldText } from '../../../text/fold.ts'
import { type FileRule, finding } from '../file-view.ts'
import { regionAt } from '../regions.ts'
import type { Finding } from '../types.ts'

/** Headings of the wording for customers, as the compiler knows them. */
const REPLY = /^(?:标准(?:答复|答覆|回复|回覆)|standard reply)$/
const NAMES = {
  'zh-Hans': '## 标准答复',
  'zh-Hant': '## 標準答覆',
  en: '## Standard reply',
} as const

/** What an article for customers needs to be found and told: `asks`, and the wording to be used. */
export const missingParts: FileRule = (view) => {
  const { path, head, source, bodyStart, regions, places, isForeign } = view
  if (isForeign || head?.audience !== 'customer' || head.state !== 'published') return []
  const findings: Finding[] = []
  const body = source.slice(bodyStart)
  const { headings } = findBlocks(body)
  const reply = headings.findIndex(({ text, start }) => {
    const isOwn = regionAt(regions, bodyStart + start).part === 0
    return isOwn && REPLY.test(foldText(headingText(text)).trim())
  })
  const at = places.title ?? { line: 1, column: 1 }
  if (reply < 0) {
    const allowed = `a section ${NAMES[head.lang]}`
    const message = 'The article has no wording to be used with customers.'
    findings.push(finding('missing-reply', path, at, message, { found: 'none', allowed }))
  } else {
    const { start, end } = headings[reply]!
    const next = headings[reply + 1]?.start ?? body.length
    const text = body
      .slice(end, next)
      .replaceAll(/^:::[^\n]*$/gm, '')
      .trim()
    if (!/\p{L}/u.test(text)) {
      const place = view.lines.positionAt(bodyStart + start)
      const message = 'The section for the wording to be used with customers is empty.'
      findings.push(finding('missing-reply', path, place, message, { found: 'a heading alone' }))
    }
  }
  if (head.asks.length === 0) {
    const message = 'The article lists no question under `asks`.'
    const allowed = 'the questions customers ask, a line each'
    findings.push(
      finding('missing-asks', path, places.asks ?? at, message, { found: 'none', allowed }),
    )
  }
  return findings
}
