import { findLinks } from '../../../guard/find-links.ts'
import { isOfficialLink } from '../../../guard/official-link.ts'
import { type FileRule, finding } from '../file-view.ts'
import { regionAt } from '../regions.ts'

/** Addresses in text for customers that the outgoing check would stop. */
export const webLinks: FileRule = ({
  path,
  source,
  masked,
  bodyStart,
  lines,
  regions,
  isForeign,
  head,
  terms,
}) => {
  if (isForeign || terms.officialDomains.length === 0 || head === null) return []
  const body = masked.slice(bodyStart)
  return findLinks(body).flatMap((link) => {
    const at = bodyStart + link.start
    if (regionAt(regions, at).audience !== 'customer') return []
    if (isMarkdownFile(body, link.start, link.end)) return []
    if (isOfficialLink(link, body, terms.officialDomains)) return []
    const found = source.slice(at, bodyStart + link.end)
    return [
      finding('unofficial-link', path, lines.positionAt(at), 'This leads to no official page.', {
        found,
        allowed: terms.officialDomains.join(', '),
        end: lines.positionAt(bodyStart + link.end),
      }),
    ]
  })
}

/** `./recharge.md` is a link to another article. */
function isMarkdownFile(text: string, start: number, end: number): boolean {
  return /\.(?:md|markdown)(?:[#)\s]|$)/i.test(text.slice(start, end + 1))
}
