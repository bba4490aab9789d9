import { detectLanguage } from '../../../text/language.ts'
import { type FileRule, finding } from '../file-view.ts'

/** Less text than this may be names and figures. */
const LEAST = 80

/** A page whose text is in another language than its front matter says. */
export const language: FileRule = ({ path, head, masked, bodyStart, isForeign, places }) => {
  if (isForeign || head === null) return []
  const prose = masked
    .slice(bodyStart)
    .replaceAll(/\]\([^)]*\)|\{\{[^}]*\}\}|[^\p{L}\s]/gu, ' ')
    .trim()
  if (prose.replaceAll(/\s/g, '').length < LEAST) return []
  const found = detectLanguage(prose, head.lang)
  if (found === head.lang) return []
  return [
    finding(
      'language-mismatch',
      path,
      places.lang ?? { line: 1, column: 1 },
      'The text is in another language than `lang` says.',
      {
        found: `\`lang: ${head.lang}\`, text in ${found}`,
        allowed: `lang: ${found}`,
      },
    ),
  ]
}
