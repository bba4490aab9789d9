import { AUDIENCES, type Audience } from '../../articles/index.ts'

/** A stretch of the file that other readers have than what stands around it. */
export type Region = {
  /** 0 for the article's own text, then its blocks in the order of the file. */
  part: number
  audience: Audience
  release: string | null
  /** UTF-16 offsets, without the fences. */
  start: number
  end: number
}

const OPENING = /^(:{3,})(?:(agent|internal)|embargo\{release="([^"{}\s]*)"\})[ \t]*$/
const CLOSING = /^(:{3,})[ \t]*$/

/**
 * The blocks of an article that the compiler found sound, by their fences. The first region is the whole body; a
 * place belongs to the last region that holds it.
 */
export function regionsOf(
  source: string,
  bodyStart: number,
  top: { audience: Audience; release: string | null },
): Region[] {
  const regions: Region[] = [{ part: 0, ...top, start: bodyStart, end: source.length }]
  if (!source.includes(':::')) return regions
  const open: { region: Region; colons: number }[] = []
  for (let start = bodyStart; start < source.length; ) {
    const found = source.indexOf('\n', start)
    const next = found < 0 ? source.length : found + 1
    const line = source.slice(start, next).replace(/[\r\n]+$/, '')
    const inner = open.at(-1)
    const opening = OPENING.exec(line)
    const closing = CLOSING.exec(line)?.[1]
    if (opening) {
      const [, colons = '', name, release] = opening
      const around = inner?.region ?? (regions[0] as Region)
      const region: Region = {
        part: regions.length,
        audience: narrower(around.audience, (name ?? around.audience) as Audience),
        release: release ?? around.release,
        start: next,
        end: source.length,
      }
      regions.push(region)
      open.push({ region, colons: colons.length })
    } else if (inner && closing?.length === inner.colons) {
      inner.region.end = start
      open.pop()
    }
    start = next
  }
  return regions
}

/** The innermost region around an offset. */
export function regionAt(regions: readonly Region[], offset: number): Region {
  let found = regions[0] as Region
  for (const region of regions) if (region.start <= offset && offset < region.end) found = region
  return found
}

function narrower(a: Audience, b: Audience): Audience {
  return AUDIENCES.indexOf(a) > AUDIENCES.indexOf(b) ? a : b
}
