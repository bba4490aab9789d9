const FRONT_MATTER = /^\ufeff?---[ \t]*(?:\r\n|\n|\r)[\s\S]*?^---[ \t]*(?:\r\n|\n|\r|$(?![\s\S]))/m

/** UTF-16 offset behind the front matter; 0 where there is none. */
export function bodyStartOf(source: string): number {
  if (!/^\ufeff?---/.test(source)) return 0
  const match = FRONT_MATTER.exec(source)
  return match?.index === 0 ? match[0].length : 0
}
