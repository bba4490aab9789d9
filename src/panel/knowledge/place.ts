/** Where on the page one is, kept in the address so that it can be sent to a colleague. */
export type Place = { tab: 'articles' | 'gaps'; article: string | null }

/** Reads `#gaps` or `#article=<id>`. */
export function readPlace(hash: string): Place {
  const article = /^#article=(.+)$/u.exec(hash)?.[1]
  if (article === undefined) return { tab: hash === '#gaps' ? 'gaps' : 'articles', article: null }
  try {
    return { tab: 'articles', article: decodeURIComponent(article) }
  } catch {
    return { tab: 'articles', article: null }
  }
}

export function writePlace({ tab, article }: Place): string {
  if (tab === 'gaps') return '#gaps'
  return article === null ? '#articles' : `#article=${encodeURIComponent(article)}`
}
