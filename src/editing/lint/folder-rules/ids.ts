import { nearestName } from '../../../articles/nearest-name.ts'
import { duplicateFlaw } from '../../../indexing/judge-files.ts'
import { finding } from '../file-view.ts'
import { flawFindings } from '../flaw-findings.ts'
import type { Finding, FolderView, Page } from '../types.ts'

/** Ids that two files have, and ids that no file has. */
export function ids(view: FolderView): Finding[] {
  return [...duplicates(view), ...view.pages.flatMap((page) => unknownIds(view, page))]
}

function duplicates({ pages, sourceOf }: FolderView): Finding[] {
  const byId = new Map<string, Page[]>()
  for (const page of pages) {
    if (!page.isSound || page.head === null) continue
    const same = byId.get(page.head.id)
    if (same) same.push(page)
    else byId.set(page.head.id, [page])
  }
  return [...byId].flatMap(([id, same]) =>
    same.length < 2
      ? []
      : same.flatMap(({ path }) => {
          const others = same.map((page) => page.path).filter((other) => other !== path)
          return flawFindings([duplicateFlaw({ id, path }, sourceOf(path), others)], '')
        }),
  )
}

function unknownIds(
  { byId, pages }: FolderView,
  { head, path, places, isForeign }: Page,
): Finding[] {
  if (head === null || isForeign) return []
  const named = [
    ['translation_of', head.translationOf],
    ['supersedes', head.supersedes],
  ] as const
  return named.flatMap(([key, id]) => {
    if (id === null) return []
    const at = places[key] ?? { line: 1, column: 1 }
    if (id === head.id) {
      const message = `\`${key}\` names the article itself.`
      return [finding('unknown-article', path, at, message, { found: id })]
    }
    const other = byId.get(id)
    if (other) {
      if (key !== 'translation_of' || other.head?.lang !== head.lang) return []
      const message = 'The article and what it translates are in the same language.'
      return [
        finding('unknown-article', path, at, message, {
          found: `${id} (${head.lang})`,
          allowed: 'an article in another language',
        }),
      ]
    }
    // A file that cannot be read may be the one.
    if (pages.some((page) => page.claimedId === id)) return []
    const near = nearestName(id, [...byId.keys()])
    const message = `There is no article \`${id}\`.${near ? ` Did you mean \`${near}\`?` : ''}`
    return [
      finding('unknown-article', path, at, message, { found: id, allowed: 'the id of an article' }),
    ]
  })
}
